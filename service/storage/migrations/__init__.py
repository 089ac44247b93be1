"""Numbered scripts that peewee's own ``pwmigrate`` applies in order."""
