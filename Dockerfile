# Two stages: the first installs, the second only holds what runs.
FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv /venv
COPY requirements/ requirements/
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements/run.txt \
 && python -m venv /build \
 && /build/bin/pip install --no-cache-dir --require-hashes -r requirements/build.txt
COPY pyproject.toml README.md ./
COPY bot/ bot/
COPY knowledge/ knowledge/
# The wheel carries the FAQ; its pinned dependencies are already there.
RUN /build/bin/pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /wheels . \
 && /venv/bin/pip install --no-cache-dir --no-deps /wheels/*.whl

FROM python:3.13-slim
RUN useradd --create-home --uid 10001 bot && mkdir /data && chown bot /data
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 BOT_DATA=/data
USER bot
WORKDIR /home/bot
VOLUME /data
# In exec form the bot is process 1 and gets SIGTERM itself.
STOPSIGNAL SIGTERM
ENTRYPOINT ["focac-bot"]
CMD ["run"]
