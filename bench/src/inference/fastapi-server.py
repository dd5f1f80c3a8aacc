"""What Steward's inference service is compared with: ONNX Runtime behind FastAPI, one uvicorn worker, as short as it gets.

It answers the same JSON as the service does, POST /v2/models/{name}/infer of the Open Inference Protocol.
Usage: fastapi-server.py MODELS_FOLDER PORT
"""

import json
import os
import sys
from pathlib import Path

import numpy
import onnxruntime
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

DTYPES = {"INT32": numpy.int32, "FP32": numpy.float32}


class Tensor(BaseModel):
    name: str
    datatype: str
    shape: list[int]
    data: list[float]


class Request(BaseModel):
    inputs: list[Tensor]


class Answer(BaseModel):
    model_name: str
    model_version: str
    outputs: list[Tensor]


def open_session(folder: Path) -> onnxruntime.InferenceSession:
    """The options that the service opens its sessions with."""
    serving = json.loads((folder / "model.json").read_text()).get("serving", {})
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = serving.get("threads", os.cpu_count())
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(folder / "model.onnx", options, providers=["CPUExecutionProvider"])


sessions = {path.parent.parent.name: open_session(path.parent) for path in Path(sys.argv[1]).glob("*/*/model.json")}
app = FastAPI()


# On the event loop: for models as small as these the way to a thread costs more than the run.
@app.post("/v2/models/{name}/infer")
async def infer(name: str, request: Request) -> Answer:
    session = sessions[name]
    feeds = {one.name: numpy.array(one.data, DTYPES[one.datatype]).reshape(one.shape) for one in request.inputs}
    wanted = [output.name for output in session.get_outputs()]
    outputs = [
        Tensor(name=key, datatype="FP32", shape=list(value.shape), data=value.ravel().tolist())
        for key, value in zip(wanted, session.run(wanted, feeds))
    ]
    return Answer(model_name=name, model_version="1", outputs=outputs)


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), loop="uvloop", http="httptools", log_level="warning", access_log=False)
