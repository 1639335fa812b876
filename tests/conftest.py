"""What several rooms' tests share. That this file is here lets them import `site_sample`."""
