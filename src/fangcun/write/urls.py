"""Addresses of the scripts."""

from django.urls import URLPattern, path

from fangcun.write.views import breakdown, compare, edit, lists, script

app_name = "write"
urlpatterns: list[URLPattern] = [
    path("", lists.script_list, name="list"),
    path("new/", edit.new_script, name="new"),
    path("upload/", lists.upload, name="upload"),
    path("check/", edit.check, name="check"),
    path("<str:slug>/", lists.production, name="production"),
    path("<str:slug>/rename/", lists.rename, name="rename"),
    path("<str:slug>/archive/", lists.archive, name="archive"),
    path("<str:slug>/compare/", compare.compare, name="compare"),
    path("<str:slug>/files/<int:draft_id>/", script.original, name="original"),
    path("<str:slug>/<int:number>/", script.script, name="script"),
    path("<str:slug>/<int:number>/edit/", edit.edit_draft, name="edit"),
    path("<str:slug>/<int:number>/breakdown/", breakdown.table, name="breakdown"),
    path("<str:slug>/<int:number>/scenes/<int:index>/", breakdown.scene, name="scene"),
    path("<str:slug>/<int:number>/export.<str:form>", breakdown.export, name="export"),
]
