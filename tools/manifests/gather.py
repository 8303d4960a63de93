"""Prints the resources that a kustomization names, those of its bases too, without applying its patches: a stand-in for
kustomize on machines that do not have it."""

import pathlib
import sys

import yaml


def gather(folder):
    kustomization = yaml.safe_load((folder / "kustomization.yaml").read_text())
    images = {image["name"]: f"{image['newName']}:{image['newTag']}" for image in kustomization.get("images", [])}
    for document in resources(folder, kustomization):
        for container in document.get("spec", {}).get("template", {}).get("spec", {}).get("containers", []):
            container["image"] = images.get(container["image"], container["image"])
        yield document


def resources(folder, kustomization):
    for name in kustomization["resources"]:
        path = folder / name
        if path.is_dir():
            yield from gather(path)
        else:
            yield from (document for document in yaml.safe_load_all(path.read_text()) if document)
    for secret in kustomization.get("secretGenerator", []):
        lines = [line for env in secret["envs"] for line in (folder / env).read_text().splitlines() if "=" in line]
        data = dict(line.split("=", 1) for line in lines)
        yield {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": secret["name"]}, "stringData": data}


print(yaml.safe_dump_all(gather(pathlib.Path(sys.argv[1])), sort_keys=False))
