"""Looks at rendered manifests: kubernetes.py NAME RENDERED FOLDER.

Each document is valid, strictly, for the oldest and the newest Kubernetes named below; every file of the folder is part
of its kustomization; what refers to something by name or label (services, budgets, autoscalers, policies, settings,
secrets, volumes, ports) finds it; no container has more rights than it needs; every setting is one that the program reads.
"""

import pathlib
import re
import sys

import kubernetes_validate
import yaml

VERSIONS = ["1.31", "1.37"]
# What an installation brings, and the base only names.
FROM_OUTSIDE = {"base": {("Secret", "boardwire"), ("Secret", "boardwire-tls")}}
OURS = "boardwire"

name, rendered, folder = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
documents = [document for document in yaml.safe_load_all(rendered.read_text()) if document]
wrong = []


def label(document):
    return f"{document['kind']} {document['metadata']['name']}"


def of(kind):
    return [document for document in documents if document["kind"] == kind]


def pods():
    """What makes pods, with the template of each."""
    for document in documents:
        if document["kind"] in ("Deployment", "StatefulSet", "Job"):
            yield document, document["spec"]["template"]


def exists(kind, wanted, by):
    there = any(document["metadata"]["name"] == wanted for document in of(kind))
    if not there and (kind, wanted) not in FROM_OUTSIDE.get(name, set()):
        wrong.append(f"{by} names the {kind} {wanted}, which is not there")


def chosen(labels):
    return [template for _, template in pods() if labels.items() <= template["metadata"]["labels"].items()]


def ports(template):
    return {port["name"] for container in template["spec"]["containers"] for port in container.get("ports", [])}


for document in documents:
    for version in VERSIONS:
        try:
            kubernetes_validate.validate(document, version, strict=True)
        except kubernetes_validate.ValidationError as error:
            path = ".".join(str(part) for part in error.path)
            wrong.append(f"{label(document)} is not valid for Kubernetes {version}: {path}: {error.message[:300]}")
        except kubernetes_validate.SchemaNotFoundError:
            wrong.append(f"{label(document)}: Kubernetes {version} has no {document['apiVersion']} {document['kind']}")

names = [label(document) for document in documents]
wrong += [f"{twice} is there twice" for twice in sorted({one for one in names if names.count(one) > 1})]

kustomization = yaml.safe_load((folder / "kustomization.yaml").read_text())
used = set(kustomization["resources"]) | {patch["path"] for patch in kustomization.get("patches", [])}
wrong += [f"{file.name} is not part of the kustomization" for file in folder.glob("*.yaml")
          if file.name not in used | {"kustomization.yaml"}]

for document, template in pods():
    by, spec = label(document), template["spec"]
    if "selector" in document["spec"] and template not in chosen(document["spec"]["selector"]["matchLabels"]):
        wrong.append(f"{by} does not select its own pods")
    if "serviceAccountName" in spec:
        exists("ServiceAccount", spec["serviceAccountName"], by)
    if spec.get("automountServiceAccountToken") is not False:
        wrong.append(f"{by} gets a token for the cluster: automountServiceAccountToken: false")
    pod = spec.get("securityContext", {})
    if pod.get("runAsNonRoot") is not True or pod.get("seccompProfile", {}).get("type") != "RuntimeDefault":
        wrong.append(f"{by}: runAsNonRoot: true and seccompProfile RuntimeDefault are missing")
    volumes = {volume["name"] for volume in spec.get("volumes", [])}
    volumes |= {claim["metadata"]["name"] for claim in document["spec"].get("volumeClaimTemplates", [])}
    for volume in spec.get("volumes", []):
        if "persistentVolumeClaim" in volume:
            exists("PersistentVolumeClaim", volume["persistentVolumeClaim"]["claimName"], by)
    for container in spec["containers"]:
        image, rights = container["image"], container.get("securityContext", {})
        if not re.search(r":[^/]+$", image) and (name, image) != ("base", OURS) or image.endswith(":latest"):
            wrong.append(f"{by}: the image {image} is not pinned")
        if (rights.get("allowPrivilegeEscalation"), rights.get("readOnlyRootFilesystem"), rights.get("capabilities")) != (
                False, True, {"drop": ["ALL"]}):
            wrong.append(f"{by}: {container['name']} has more rights than it needs")
        resources = container.get("resources", {})
        if "memory" not in resources.get("limits", {}) or not {"cpu", "memory"} <= resources.get("requests", {}).keys():
            wrong.append(f"{by}: {container['name']} has no limit of memory, or no requests")
        if document["kind"] != "Job" and "readinessProbe" not in container:
            wrong.append(f"{by}: {container['name']} has no readiness probe")
        for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
            for how in ("httpGet", "tcpSocket"):
                port = container.get(probe, {}).get(how, {}).get("port")
                if isinstance(port, str) and port not in ports(template):
                    wrong.append(f"{by}: {probe} asks the port {port}, which is not there")
        for source in container.get("envFrom", []):
            for key, kind in (("configMapRef", "ConfigMap"), ("secretRef", "Secret")):
                if key in source:
                    exists(kind, source[key]["name"], by)
        for variable in container.get("env", []):
            reference = variable.get("valueFrom", {}).get("secretKeyRef")
            if reference:
                exists("Secret", reference["name"], by)
                for secret in of("Secret"):
                    keys = {**secret.get("data", {}), **secret.get("stringData", {})}
                    if secret["metadata"]["name"] == reference["name"] and reference["key"] not in keys:
                        wrong.append(f"{by}: the Secret {reference['name']} has no {reference['key']}")
        for mount in container.get("volumeMounts", []):
            if mount["name"] not in volumes:
                wrong.append(f"{by}: mounts {mount['name']}, which is no volume of it")

for document in of("Service") + of("PodDisruptionBudget") + of("NetworkPolicy"):
    spec = document["spec"]
    labels = {"Service": lambda: spec["selector"], "PodDisruptionBudget": lambda: spec["selector"]["matchLabels"],
              "NetworkPolicy": lambda: spec["podSelector"]["matchLabels"]}[document["kind"]]()
    templates = chosen(labels)
    if not templates:
        wrong.append(f"{label(document)} chooses no pod: {labels}")
    wanted = {port.get("targetPort", port["port"]) for port in spec.get("ports", [])}
    wanted |= {port["port"] for rule in spec.get("ingress", []) for port in rule.get("ports", [])}
    for port in wanted:
        if isinstance(port, str) and not any(port in ports(template) for template in templates):
            wrong.append(f"{label(document)}: no pod that it chooses has the port {port}")
for document in of("HorizontalPodAutoscaler"):
    target = document["spec"]["scaleTargetRef"]
    exists(target["kind"], target["name"], label(document))
    for deployment in of(target["kind"]):
        if deployment["metadata"]["name"] == target["name"] and "replicas" in deployment["spec"]:
            wrong.append(f"{label(deployment)} sets replicas, against its autoscaler")
for document in of("Ingress"):
    for rule in document["spec"]["rules"]:
        for path in rule["http"]["paths"]:
            exists("Service", path["backend"]["service"]["name"], label(document))

settings = set(re.findall(r"^# ([A-Z_]+)=", pathlib.Path(".env.example").read_text(), re.M))
for document in of("ConfigMap"):
    wrong += [f"{label(document)} sets {key}, which is no setting" for key in document["data"] if key not in settings]

for line in wrong:
    print(f"deploy/kubernetes/{name}: {line}")
sys.exit(bool(wrong))
