"""
Asks a model server through NVIDIA's own client, as its users do: `python3 triton-client.py URL MODEL [API_KEY]`.

Needs `pip install 'tritonclient[http]'`. Prints one line of JSON: each check by name with what it gave, and `ok`, whether
all of them held. Inputs are made from the metadata of the model (a free dimension is 1; zeros, or texts for BYTES).
"""

import json
import sys
from urllib.parse import urlsplit

import numpy as np
import tritonclient.http as triton
from tritonclient.utils import InferenceServerException, triton_to_np_dtype

TEXTS = [b"Caf\xc3\xa9 Z\xc3\xbcrich", b"", b"two\nlines"]


def make_client(url):
    parts = urlsplit(url if "://" in url else "http://" + url)
    return triton.InferenceServerClient(parts.netloc + parts.path.rstrip("/"), ssl=parts.scheme == "https")


def make_input(name, datatype, shape, binary, texts=TEXTS):
    if datatype == "BYTES":
        count = int(np.prod(shape))
        values = np.array([texts[i % len(texts)] for i in range(count)], dtype=np.object_).reshape(shape)
    else:
        values = np.zeros(shape, dtype=triton_to_np_dtype(datatype))
    tensor = triton.InferInput(name, list(shape), datatype)
    tensor.set_data_from_numpy(values, binary_data=binary)
    return tensor


def make_inputs(metadata, binary):
    return [
        make_input(i["name"], i["datatype"], [1 if size < 0 else size for size in i["shape"]], binary)
        for i in metadata["inputs"]
    ]


def values(result, name):
    """An output as numpy; BYTES come as `bytes` from binary answers and as `str` from JSON, here always as `bytes`."""
    array = result.as_numpy(name)
    if array.dtype != np.object_ and array.dtype.kind != "U":
        return array
    texts = [item.encode() if isinstance(item, str) else bytes(item) for item in array.flatten()]
    return np.array(texts, dtype=np.object_).reshape(array.shape)


def same(one, other, names):
    return all(np.array_equal(values(one, name), values(other, name)) for name in names)


def shapes(result, names):
    return {name: list(result.as_numpy(name).shape) for name in names}


def refused(client, model, inputs, headers):
    """The status and message of a request that must fail; raises if it does not."""
    try:
        client.infer(model, inputs, headers=dict(headers))
    except InferenceServerException as error:
        return {"status": error.status(), "message": error.message()}
    raise AssertionError("a wrong request was answered")


def run(url, model, key):
    headers = {"Authorization": "Bearer " + key} if key else {}
    client = make_client(url)
    # The client adds its own headers to the dictionary it is given: each call gets a fresh one.
    metadata = client.get_model_metadata(model, headers=dict(headers))
    names = [output["name"] for output in metadata["outputs"]]

    def infer(binary, outputs=None, **options):
        return client.infer(model, make_inputs(metadata, binary), outputs=outputs, headers=dict(headers), **options)

    def ask(binary, **options):
        return [triton.InferRequestedOutput(name, binary_data=binary, **options) for name in names]

    binary = infer(True, request_id="check 1")
    results = {
        "live": client.is_server_live(headers=dict(headers)),
        "ready": client.is_server_ready(headers=dict(headers)),
        "server": client.get_server_metadata(headers=dict(headers)),
        "modelReady": client.is_model_ready(model, headers=dict(headers)),
        "unknownModelReady": client.is_model_ready(model + "-unknown", headers=dict(headers)),
        "metadata": metadata,
        "index": client.get_model_repository_index(headers=dict(headers)),
        "binary": shapes(binary, names),
        "idEchoed": binary.get_response().get("id") == "check 1",
        "json": same(binary, infer(False, ask(False)), names),
        "mixed": same(binary, infer(True, ask(False)), names) and same(binary, infer(False, ask(True)), names),
        "gzip": same(binary, infer(True, request_compression_algorithm="gzip", response_compression_algorithm="gzip"), names),
        "deflate": same(
            binary, infer(True, request_compression_algorithm="deflate", response_compression_algorithm="deflate"), names
        ),
        "version": same(binary, infer(True, model_version=binary.get_response()["model_version"]), names),
    }

    numeric = [output["name"] for output in metadata["outputs"] if output["datatype"] in ("FP32", "FP64")]
    if numeric:
        # The numbers become strings `value:index[:label]`, the highest first.
        classes = infer(True, [triton.InferRequestedOutput(numeric[0], binary_data=True, class_count=2)])
        results["classes"] = [text.decode() for text in classes.as_numpy(numeric[0]).flatten()[:2]]

    if any(i["name"] == "text" and i["datatype"] == "BYTES" for i in metadata["inputs"]):
        # As many texts as the model takes at once, in its own rank.
        rank = next(len(i["shape"]) for i in metadata["inputs"] if i["name"] == "text")
        shape = [len(TEXTS)] + [1] * (rank - 1)

        def with_texts(as_binary):
            others = [
                make_input(i["name"], i["datatype"], [len(TEXTS) if size < 0 else size for size in i["shape"]], as_binary)
                for i in metadata["inputs"]
                if i["name"] != "text"
            ]
            text = make_input("text", "BYTES", shape, as_binary)
            return client.infer(model, [text, *others], headers=dict(headers))

        results["texts"] = shapes(with_texts(True), names)
        results["textsInJson"] = same(with_texts(True), with_texts(False), names)

    first = metadata["inputs"][0]
    wrong = make_input(first["name"], first["datatype"], [1] * (len(first["shape"]) + 2), True)
    results["wrongShape"] = refused(client, model, [wrong], headers)
    unknown = make_input("no such input", "FP32", [1], True)
    results["unknownInput"] = refused(client, model, [unknown], headers)

    held = ("live", "ready", "modelReady", "idEchoed", "json", "mixed", "gzip", "deflate", "version")
    results["ok"] = (
        all(results[check] for check in held)
        and not results["unknownModelReady"]
        and results.get("textsInJson", True)
        and all(results[check]["status"].startswith("4") for check in ("wrongShape", "unknownInput"))
        and any(entry["name"] == model for entry in results["index"])
    )
    client.close()
    return results


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    answer = run(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) == 4 else "")
    print(json.dumps(answer))
    sys.exit(0 if answer["ok"] else 1)
