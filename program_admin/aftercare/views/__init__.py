"""Pages of aftercare."""

from program_admin.aftercare.views import actions, assigning, lists, photos, sheet, show, signing
from program_admin.aftercare.views.blueprint import pages

__all__ = ["actions", "assigning", "lists", "pages", "photos", "sheet", "show", "signing"]
