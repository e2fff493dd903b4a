# Debian's own Python and packages, as bin/run uses them: the steps below also run on a bare Debian 12
# (tests/dockerfile_ke_sh.py), which is how they are tried without a Docker engine.
FROM debian:12-slim

RUN export DEBIAN_FRONTEND=noninteractive \
    && apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends \
        python3 python3-venv tzdata libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

ENV PATH=/opt/sakip/venv/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ENV PYTHONUNBUFFERED=1
ENV SAKIP_DATA=/var/lib/sakip
ENV STATIC_ROOT=/opt/sakip/statis

RUN useradd --system --uid 900 --user-group sakip \
    && install -d -m 0700 -o sakip -g sakip /var/lib/sakip

WORKDIR /opt/sakip/aplikasi
COPY requirements.txt ./
RUN python3 -m venv /opt/sakip/venv \
    && pip install --quiet --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt

COPY . ./
RUN python -m compileall -q . \
    && SECRET_KEY=hanya-saat-membangun python manage.py collectstatic --noinput --verbosity 0

USER sakip
EXPOSE 8000
CMD ["gunicorn", "--config", "python:kalaena_sakip.gunicorn_conf", "--bind", "0.0.0.0:8000"]
