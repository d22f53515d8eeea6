"""Networks of Caffe, which are messages in the text format of protocol buffers."""
