"""Addresses of the shoot."""

from django.urls import URLPattern, path

from fangcun.shoot.views import board, gantt, plans, shoots

app_name = "shoot"
urlpatterns: list[URLPattern] = [
    path("", shoots.shoot_list, name="shoots"),
    path("<int:shoot_id>/", shoots.shoot_page, name="shoot"),
    path("<int:shoot_id>/suggestions/", shoots.suggestions, name="suggestions"),
    path("<int:shoot_id>/choose/", shoots.choose, name="choose"),
    path("plans/", plans.plan_list, name="plans"),
    path("plans/start/", plans.start, name="start"),
    path("plans/<int:plan_id>/", plans.plan_page, name="plan"),
    path("plans/<int:plan_id>/curve/", plans.curve, name="curve"),
    path("plans/<int:plan_id>/stop/", plans.stop, name="stop"),
    path("plans/<int:plan_id>/publish/", plans.publish, name="publish"),
    path("plans/<int:plan_id>/replan/", plans.replan, name="replan"),
    path("plans/<int:plan_id>/board/", board.page, name="board"),
    path("plans/<int:plan_id>/board.json", board.data, name="board_data"),
    path("plans/<int:plan_id>/edit/", board.edit, name="edit"),
    path("plans/<int:plan_id>/copy/", board.copy, name="copy"),
    path("plans/<int:plan_id>/gantt/", gantt.page, name="gantt"),
    path("plans/<int:plan_id>/use/", gantt.use, name="use"),
]
