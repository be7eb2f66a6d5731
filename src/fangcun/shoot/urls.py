"""Addresses of the shoot."""

from datetime import date

from django.urls import URLPattern, path, register_converter

from fangcun.shoot.views import board, gantt, logs, plans, receipts, sheets, shoots


class IsoDay:
    """A day in an address, ``2026-12-03``; another text is another address, and not found."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> str:
        """The text, once it is known to be a day."""
        return date.fromisoformat(value).isoformat()

    def to_url(self, value: str | date) -> str:
        """The text of a day."""
        return str(value)


register_converter(IsoDay, "iso")

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
    path("shoots/<int:shoot_id>/sheets/", sheets.days, name="sheets"),
    path("shoots/<int:shoot_id>/sheets/<iso:day>/", sheets.editor, name="sheet"),
    path("shoots/<int:shoot_id>/sheets/<iso:day>/issue/", sheets.issue, name="sheet_issue"),
    path("shoots/<int:shoot_id>/sheets/<iso:day>/preview.pdf", sheets.preview_pdf, name="sheet_preview"),
    path("shoots/<int:shoot_id>/papers.zip", sheets.papers, name="papers"),
    path("sheets/<int:sheet_id>.pdf", sheets.issued_pdf, name="sheet_pdf"),
    path("shoots/<int:shoot_id>/log/<iso:day>/", logs.log, name="log"),
    path("shoots/<int:shoot_id>/log/<iso:day>/take/", logs.take, name="take"),
    path("shoots/<int:shoot_id>/log/<iso:day>/outcome/", logs.outcome, name="outcome"),
    path("shoots/<int:shoot_id>/report/<iso:day>/", logs.report, name="report"),
    path("s/<str:token>/", receipts.receipt, name="receipt"),
    path("s/<str:token>/ok/", receipts.confirm, name="receipt_confirm"),
    path("s/<str:token>/page.pdf", receipts.page, name="receipt_pdf"),
]
