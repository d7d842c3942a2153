"""The programme administration system of a technopark's smart-factory subsidy."""

from program_admin.app import create_app

__all__ = ["create_app"]
