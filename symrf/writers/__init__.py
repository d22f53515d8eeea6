"""A network as other programs have it: PyTorch and Keras code, an ONNX file, a Mermaid flowchart."""
