"""Addresses of the theatre. The front page keeps its plain name, ``home``; the rest is ``air:``."""

from django.urls import include, path

from fangcun.air import app_shell, media, sharing, views
from fangcun.air.account import views as account_views
from fangcun.air.discover import views as discover_views
from fangcun.air.making import views as reel_views
from fangcun.air.talk import views as talk_views
from fangcun.air.till import demo_ads
from fangcun.air.till import views as till_views

theatre = [
    path("ranks/", discover_views.ranked, name="ranks"),
    path("app.webmanifest", app_shell.manifest, name="manifest"),
    path("worker.js", app_shell.worker, name="worker"),
    path("offline/", app_shell.offline, name="offline"),
    path("watch/<str:slug>/<int:number>/qr.svg", sharing.code, name="qr"),
    path("swipe/", views.swipe, name="swipe"),
    path("search/", discover_views.search, name="search"),
    path("watch/<str:slug>/", views.title, name="title"),
    path("watch/<str:slug>/<int:number>/", views.watch, name="watch"),
    path("watch/<str:slug>/<int:number>/position/", views.remember, name="remember"),
    path("poster/<str:slug>/<int:number>/<slug:version>", media.poster, name="poster"),
    path("sign-in/", account_views.sign_in, name="sign-in"),
    path("sign-in/code/", account_views.code, name="code"),
    path("sign-out/", account_views.sign_out, name="sign-out"),
    path("me/", account_views.me, name="me"),
    path("me/minors/", account_views.minors, name="minors"),
    path("me/minors/forgotten/", account_views.pin_forgotten, name="pin-forgotten"),
    path("me/export/", account_views.export, name="export"),
    path("me/forget/", account_views.forget, name="forget"),
    path("coins/", till_views.coins, name="coins"),
    path("coins/earn/", till_views.earn, name="earn"),
    path("wallet/", till_views.purse, name="wallet"),
    path("demo-ad/", demo_ads.show, name="demo-ad"),
    path("demo-ad/done/", demo_ads.done, name="demo-ad-done"),
    path("reels/<str:slug>/fare/", till_views.fare, name="fare"),
    path("reels/", reel_views.listed, name="reels"),
    path("reels/<str:slug>/review/", reel_views.send, name="reel-review"),
    path("reels/<str:slug>/make/", reel_views.make, name="reel-make"),
    path("reels/<str:slug>/shelf/", reel_views.shelve, name="reel-shelf"),
    path("reels/<str:slug>/", reel_views.page, name="reel"),
    path("reels/<str:slug>/<int:number>/<path:path>", reel_views.file, name="reel-file"),
    path("talk/", talk_views.desk, name="talk"),
    path("talk/judge/", talk_views.judge, name="talk-judge"),
    path("media/<str:ticket>/<path:path>", media.media, name="media"),
]

urlpatterns = [path("", views.home, name="home"), path("", include((theatre, "air")))]
