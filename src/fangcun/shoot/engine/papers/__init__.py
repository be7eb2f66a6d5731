"""What crews hold in their hands: call sheets, plans, days out of days, reports; as PDF, workbook and calendar."""
