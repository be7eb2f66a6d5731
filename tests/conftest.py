"""What all tests share. Their settings, with a home folder of their own, are in `site_settings`."""
