from django.conf import settings
from datetime import datetime, UTC


def test_x():
    from invekto.chat_analysis.services import load_analyser

    e = load_analyser("dental", cache_dir=settings.CACHE_DIR)
    out = []
    for t in [
        "randevum ne zamandı\nimplant ne kadar",
        "randevum ne zaman?\nimplant fiyatı ne kadar",
        "randevum ne zaman? implant fiyatı ne kadar",
        "dolgu ne kadar\nrandevum ne zaman",
        "taksitle olurmu",
        "dr farketmez",
        "annem icin randevu alacaktim",
        "Hi I need an appointment for a root canal",
    ]:
        a = e.analyze_many(
            [t], now=datetime.now(UTC), timezone="Europe/Istanbul", previous_language=None, threshold=0.935
        )[0]
        out.append(
            (
                t,
                [(g.intent, round(g.confidence, 3)) for g in a.intents],
                [(g.intent, round(g.confidence, 3)) for g in a.ranking][:3],
            )
        )
    raise AssertionError("\n".join(map(str, out)))
