from django.apps import AppConfig


class OnboardingConfig(AppConfig):
    name = "invekto.onboarding"
