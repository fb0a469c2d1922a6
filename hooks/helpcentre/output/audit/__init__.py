"""The audit of a built site: what is wrong with it as a visitor gets it."""

from helpcentre.output.audit.site_audit import AuditError, audit_site

__all__ = ["AuditError", "audit_site"]
