"""Looks at docker-compose.yml: every image is pinned and, where Kubernetes uses it too, the same there; every container has
no more rights than it needs and says whether it is healthy; the database and Redis are reached by nobody from outside;
no secret is written down; every setting is one that the program reads."""

import pathlib
import re
import sys

import yaml

compose = yaml.safe_load(pathlib.Path(sys.argv[1]).read_text())
settings = set(re.findall(r"^# ([A-Z_]+)=", pathlib.Path(".env.example").read_text(), re.M)) | {"CONFIG_FILE"}
manifests = "\n".join(file.read_text() for file in pathlib.Path("deploy/kubernetes").rglob("*.yaml"))
# Ours: built here, or named from outside.
BUILT = "${BOARDWIRE_IMAGE:-boardwire:local}"
wrong = []

for name, service in compose["services"].items():
    image = service["image"]
    ours = image == BUILT
    if not re.fullmatch(r"[a-z0-9./-]+:v?[0-9]+\.[0-9]+[A-Za-z0-9.-]*", image) and not ours:
        wrong.append(f"{name}: the image {image} is not pinned to a version")
    repository = image.rsplit(":", 1)[0]
    for there in re.findall(rf"image: ({re.escape(repository)}:\S+)", manifests):
        if there != image:
            wrong.append(f"{name} runs {image} here and {there} in Kubernetes")
    if not service.get("read_only") or service.get("cap_drop") != ["ALL"] or service.get("cap_add"):
        wrong.append(f"{name}: read_only: true and cap_drop: [ALL] are missing")
    if "no-new-privileges:true" not in service.get("security_opt", []):
        wrong.append(f"{name}: no-new-privileges:true is missing")
    if "mem_limit" not in service:
        wrong.append(f"{name} has no mem_limit")
    if not ours and "healthcheck" not in service:
        wrong.append(f"{name} does not say whether it is healthy")
    for port in service.get("ports", []):
        if not port.startswith(("127.0.0.1:", "${BIND:-127.0.0.1}:")):
            wrong.append(f"{name} publishes {port} to everybody")
    for needed, how in service.get("depends_on", {}).items():
        wanted = compose["services"].get(needed)
        if wanted is None:
            wrong.append(f"{name} waits for {needed}, which is not there")
        elif how["condition"] == "service_started":
            wrong.append(f"{name} does not wait until {needed} is healthy")
    for secret in service.get("secrets", []):
        if secret not in compose["secrets"]:
            wrong.append(f"{name} wants the secret {secret}, which is not there")
    for variable, value in service.get("environment", {}).items():
        if ours and variable not in settings:
            wrong.append(f"{name} sets {variable}, which is no setting")
        if re.search(r"(PASSWORD|SECRET|TOKEN|KEY)$", variable) or re.search(r"://[^/]*:[^/]*@", str(value)):
            wrong.append(f"{name}: {variable} is a secret: it belongs into a file")

for name in ("postgres", "redis"):
    service = compose["services"][name]
    if "ports" in service or any(not (compose["networks"][network] or {}).get("internal") for network in service["networks"]):
        wrong.append(f"{name} is reached from outside: no ports, internal networks only")
for name, secret in compose["secrets"].items():
    if not secret["file"].startswith("./deploy/secrets/"):
        wrong.append(f"the secret {name} is not in deploy/secrets")

dockerfile = pathlib.Path("deploy/Dockerfile").read_text()
for image in re.findall(r"^ARG [A-Z]+=(\S+)$", dockerfile, re.M):
    if not re.search(r":.*[0-9]", image):
        wrong.append(f"deploy/Dockerfile: {image} is not pinned")
for line in (r"^USER [1-9]", r"^HEALTHCHECK .*", r"^STOPSIGNAL SIGTERM$"):
    if not re.search(line, dockerfile, re.M):
        wrong.append(f"deploy/Dockerfile has no line like {line}")
rust = re.search(r'^rust-version = "(.*)"$', pathlib.Path("Cargo.toml").read_text(), re.M).group(1)
if f"rust:{rust}" not in dockerfile:
    wrong.append(f"deploy/Dockerfile does not build with Rust {rust}, as Cargo.toml says")

for line in wrong:
    print(f"docker-compose.yml: {line}" if "Dockerfile" not in line else line)
sys.exit(bool(wrong))
