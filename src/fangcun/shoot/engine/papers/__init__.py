"""What crews hold in their hands, composed from a plan: call sheets, schedules, day out of days."""
