"""The product's addresses and, beside them, the least a server can do durably."""

from __future__ import annotations

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from invekto.core.middleware import own_scope
from invekto.urls.main import urlpatterns as product


@csrf_exempt
@own_scope
def bare(request: HttpRequest) -> HttpResponse:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_rows (body) VALUES (%s)", [request.body.decode()])
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [path("bare/", bare), *product]
