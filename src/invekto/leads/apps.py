from django.apps import AppConfig


class LeadsConfig(AppConfig):
    name = "invekto.leads"
