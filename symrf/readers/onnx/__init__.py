"""ONNX files, read from their bytes without a library, and the graphs that an exporter prints."""
