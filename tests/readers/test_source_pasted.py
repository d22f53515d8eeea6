"""Programs cut as people cut them: parts of classes, functions without a call, numbers that are not given."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest

import symrf
from symrf.errors import ReadError

READ = {
    "a function is called with what it does not say": (
        """
        def block(x, f, s):
            t = tf.keras.backend.int_shape(x)[-1] * f
            x = tf.keras.layers.Conv2D(t, 3, strides=s, padding='same')(x)
            return tf.keras.activations.relu(x)
        i = tf.keras.layers.Input(shape=(64, 48, 3))
        y = block(i, 2, 2)
        y = block(y, 2, 1)
        model = tf.keras.Model(inputs=i, outputs=y)
        """,
        "in3@64x48 c3s2same-6 relu c3same-12 relu",
    ),
    "classes are symbols": (
        (
            "model = Sequential()\nmodel.add(Conv2D(8, (k, k), input_shape=(9, 9, 1)))\nmodel.add(Flatten())\n"
            "model.add(Dense(nb_classes))"
        ),
        "in1@9x9 c{k}-8 flatten fc{nb_classes}",
    ),
    "what is added to an object that is elsewhere": (
        (
            "def conv(self):\n    self.model.add(Convolution2D(32, 3, 3, border_mode='valid'))\n"
            "    self.model.add(MaxPooling2D(pool_size=(2, 2)))\n    pdb.set_trace()\n"
        ),
        "c3-32 p2s2",
    ),
    "a method of a class makes it": (
        """
        class Maker(object):
            def __init__(self):
                pass
            def build(self, x, n):
                with tf.variable_scope('a'):
                    x = tf.nn.local_response_normalization(x, depth_radius=5)
                    x = tf.layers.conv2d(x, 32, 5, activation=tf.nn.relu)
                x = tf.layers.flatten(tf.layers.max_pooling2d(x, 2, 2))
                return tf.layers.dense(x, n)
        """,
        "lrn c5-32 relu p2s2 flatten fc{n}",
    ),
    "a helper that is not used may be refused": (
        """
        def conv(x, shape):
            return tf.nn.conv2d(x, tf.Variable(tf.truncated_normal(shape)), [1, 1, 1, 1], 'SAME')
        def net(n):
            x = tf.placeholder(tf.float32, [None, 784])
            x = tf.reshape(x, [-1, 28, 28, 1])
            return tf.layers.conv2d(x, 4, kernel_size=[3, 3], padding='SAME')
        """,
        "in1@28x28 c3same-4",
    ),
    "a plane becomes an image": (
        (
            "i = keras.layers.Input(shape=(20, 30))\nx = keras.layers.Reshape((20, 30, 1))(i)\n"
            "x = keras.layers.Conv2D(4, 5)(x)\nm = keras.Model(i, x)"
        ),
        "in1@20x30 c5-4",
    ),
    "a layer of its own": (
        """
        class Gate(tf.keras.layers.Layer):
            def __init__(self, n):
                super().__init__()
                self.pool = tf.keras.layers.GlobalAveragePooling2D()
                self.fc = tf.keras.layers.Dense(units=n)
            def call(self, inputs):
                b = tf.nn.sigmoid(self.fc(self.pool(inputs)))
                b = tf.expand_dims(tf.expand_dims(b, axis=1), axis=1)
                return tf.keras.layers.multiply([inputs, b])
        """,
        "[id & gap c1-{n} sigmoid]",
    ),
    "a model that its own call makes": (
        """
        class Net(tf.keras.Model):
            def __init__(self):
                super(Net, self).__init__()
                self.conv = tf.keras.layers.Conv2D(6, 5)
            def __call__(self, inputs):
                x = self.conv(inputs)
                return tf.keras.models.Model(inputs=inputs, outputs=x)
        """,
        "c5-6",
    ),
    "numbers that are clipped": (
        (
            "model = Sequential()\nmodel.add(Conv2D(3, 3, input_shape=(8, 8, 3)))\n"
            "model.add(Lambda(lambda x: K.clip(x, 0.0, 1.0)))"
        ),
        "in3@8x8 c3-3",
    ),
    "part of a class of PyTorch": (
        (
            "self.a = nn.Conv2d(3, 8, 3)\nself.b = nn.Conv2d(8, 8, 3)\n\ndef forward(self, x):\n    x = self.a(x)\n"
            "    x = self.b(x)\n    return x"
        ),
        "in3 c3-8 c3-8",
    ),
    "a class in a constructor": (
        """
        class Agent(Base):
            def __init__(self, feature, actions):
                class Head(nn.Module):
                    def __init__(self):
                        super().__init__()
                        self.fc = nn.Linear(feature.size, 9 * 9 * 32)
                        self.up = nn.ConvTranspose2d(32, actions, 4, 2)
                    def forward(self, x):
                        return self.up(self.fc(x).view(-1, 32, 9, 9))
                super().__init__(head=Head())
        """,
        "in{size} fc2592 view9-32 t4s2p0-{actions}",
    ),
    "methods that give a network": (
        """
        def _audio(self):
            return nn.Sequential(nn.Conv1d(1, 64, 3, 2), nn.AdaptiveAvgPool1d(1), nn.Flatten(),
                                 nn.Linear(64, self.config['dim']))
        """,
        "in1 c3s2-64 gap flatten fc{dim}",
    ),
    "a shape that is not known": (
        """
        class Q(nn.Module):
            def __init__(self, shape):
                super().__init__()
                self.a = nn.Conv2d(shape[0], 8, 3)
                self.f = nn.Linear(self._count(shape), 5)
            def _count(self, shape):
                return int(np.prod(self.a(torch.zeros(1, *shape)).size()))
            def forward(self, x):
                return self.f(self.a(x).view(x.size(0), -1))
        """,
        "in{shape_0} c3-8 flatten fc5",
    ),
    "an input that is turned first": (
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.a = nn.Conv2d(4, 8, 3)
            def forward(self, x):
                return self.a(x.permute(0, 3, 1, 2))
        Net()(torch.zeros(1, 20, 30, 4))
        """,
        "in4@20x30 c3-8",
    ),
    "steps before channels": (
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.a = nn.Conv1d(40, 8, 3)
            def forward(self, x):
                return self.a(x.transpose(1, 2))
        Net()(torch.zeros(1, 100, 40))
        """,
        "in40@100 c3-8",
    ),
    "two images that one branch reads": (
        """
        class Twins(nn.Module):
            def __init__(self):
                super().__init__()
                self.a = nn.Conv2d(3, 8, 3)
            def one(self, x):
                return self.a(x.permute(0, 3, 1, 2))
            def forward(self, left, right):
                return self.one(left), self.one(right)
        """,
        "in3 c3-8 @I c3-8; out @a_1 @a_2",
    ),
    "the order of axes is asked for, and not set": (
        """
        axis = 1 if K.image_data_format() == 'channels_first' else -1
        i = Input(shape=(24, 30, 3))
        x = Conv2D(8, 3)(i)
        x = BatchNormalization(axis=axis)(x)
        m = Model(i, x)
        """,
        "in3@24x30 c3-8 bn",
    ),
    "words that are embedded": (
        (
            "model = Sequential()\nmodel.add(Embedding(vocab, 50, input_length=36))\nmodel.add(Conv1D(8, 3))\n"
            "model.add(GlobalMaxPooling1D())\nmodel.add(Dense(1))"
        ),
        "in50@36 c3-8 gmp flatten fc1",
    ),
    "a pixel that stays one": (
        (
            "i = Input(shape=(24, 24, 3))\nx = GlobalAveragePooling2D(keepdims=True)(i)\nx = Conv2D(10, (1, 1))(x)\n"
            "m = Functional(i, x)"
        ),
        "in3@24x24 gap c1-10",
    ),
    "a method that assigns layers": (
        """
        def setup(self, P):
            self.a = nn.Conv2d(P['IN'], 4, kernel_size=3, stride=2)
            self.b = nn.Conv2d(4, P['OUT'], kernel_size=1)
        """,
        "in{IN} c3s2-4 c1-{OUT}",
    ),
    "lines of a notebook's file": (
        '    "net = nn.Sequential(\\n",\n    "    nn.Conv2d(3, 8, 3),  # \\"first\\"\\n",\n    "    nn.ReLU())\\n"\n',
        "in3 c3-8 relu",
    ),
    "a scope ends with its block": (
        """
        def scope():
            with slim.arg_scope([slim.conv2d], padding='VALID'):
                with slim.arg_scope([slim.max_pool2d], stride=3) as found:
                    return found
        def net(x):
            with slim.arg_scope(scope()):
                x = slim.conv2d(x, 8, [3, 3])
                x = slim.max_pool2d(x, [2, 2])
            x = slim.conv2d(x, 8, [3, 3])
            return tf.squeeze(tf.reduce_mean(x, [1, 2], keep_dims=True))
        """,
        "c3-8 relu p2s3 c3same-8 relu gap flatten",
    ),
    "a scope outside of functions": (
        """
        x = tf.placeholder(tf.float32, [None, 32, 32, 3])
        with slim.arg_scope([slim.conv2d], stride=2):
            x = slim.conv2d(x, 8, [3, 3])
        x = tf.pad(x, [[0, 0], [1, 1], [1, 1], [0, 0]])
        x = slim.conv2d(x, 8, [3, 3], padding='VALID')
        """,
        "in3@32x32 c3s2same-8 relu z1 c3-8 relu",
    ),
    "a loss behind the network": (
        """
        x = tf.placeholder(tf.float32, [None, 32, 32, 3])
        out = tf.layers.dense(tf.layers.flatten(tf.layers.conv2d(x, 8, 3)), 10)
        loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(out, y))
        right = tf.reduce_mean(tf.cast(tf.equal(tf.argmax(out, 1), y), tf.float32))
        """,
        "in3@32x32 c3-8 flatten fc10",
    ),
    "a map of one channel beside many": (
        """
        class Duel(nn.Module):
            def __init__(self, n):
                super().__init__()
                self.v = nn.Conv2d(3, 1, 3)
                self.a = nn.Conv2d(3, n, 3)
            def forward(self, x):
                return self.v(x) + self.a(x)
        """,
        "in3 [c3-1 ~expand-{n} + c3-{n}]",
    ),
    "the first TF-Slim": (
        (
            "def net(x):\n  with slim.arg_scope([slim.ops.conv2d], stddev=0.1):\n"
            "    x = slim.ops.repeat_op(2, x, slim.ops.conv2d, 64, [3, 3])\n    x = slim.ops.max_pool(x, [2, 2])\n"
            "    x = slim.ops.flatten(x)\n    return slim.ops.fc(x, 10, activation=None)"
        ),
        "c3same-64 relu c3same-64 relu p2s2 flatten fc10",
    ),
    "a wrapper of weights that is elsewhere": (
        "net = nn.Sequential(SpectralNorm(nn.Conv2d(3, 8, 4, 2, 1)), nn.ReLU())",
        "in3 c4s2p1-8 relu",
    ),
}
TALK = {
    "a question around a class": (
        """
        Hello all, I am trying to train the model below (on 32x32 images), and it's failing:

        import torch.nn as nn
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.a = nn.Conv2d(3, 8, 3)  # a comment of some words

            def forward(self, x):
                return self.a(x)

        net = Net()
        print-1:
        RuntimeError: mat1 and mat2 shapes cannot be multiplied (4x512 and 128x10)
        What am I doing wrong here？ Thanks in advance
        """,
        "in3 c3-8",
    ),
    "sentences between layers": (
        """
        net = nn.Sequential(

        The first convolution takes a frame and makes another

            nn.Conv2d(3, 8, 3),

        and it is pooled here

            nn.MaxPool2d(2))
        """,
        "in3 c3-8 p2s2",
    ),
    "backticks and a print": (
        """
        `net = nn.Sequential(nn.Conv2d(3, 8, 3))
        print(net)`
        output:
        `Sequential(
          (0): Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1))
        )`
        """,
        "in3 c3-8",
    ),
    "numbered lines": (
        (
            " 9 class Net(nn.Module):\n10     def __init__(self):\n11         self.c = nn.Conv2d(3, 8, 3)\n12\n"
            "13     def forward(self, x):\n14         return self.c(x)\n"
        ),
        "in3 c3-8",
    ),
}
REFUSED = {
    "layers in a loop of unknown length": (
        (
            "i = tf.keras.Input(shape=shape)\nx = tf.keras.layers.Conv2D(8, 3)(i)\nfor n in sizes[:count]:\n"
            "    x = tf.keras.layers.Conv2D(n, 3)(x)\nx = tf.keras.layers.Conv2D(8, 3)(x)"
        ),
        "this text does not show how often this loop runs",
        "sizes[:count]",
    ),
    "layers that only forward names": (
        "def forward(self, x):\n    x = self.pool(F.relu(self.conv1(x)))\n    return self.fc(x)",
        'this text does not show what conv1 is: say what it is, as in --assume "conv1 = c3p1"',
        "self.conv1(x)",
    ),
    "what a named network gives": (
        "base = VGG16(include_top=False)\nx = Dense(10)(Flatten()(base.output))\nm = Model(base.input, x)",
        "VGG16 is only named here",
        "VGG16(include_top=False)",
    ),
    "a sum with what was lost": (
        "i = Input(shape=(8, 8, 1))\nx = Conv2D(1, 3, padding='same')(i)\ns = odd(i)\nm = Model(i, x + s)",
        "what odd does to tensors is not known",
        "odd(i)",
    ),
    "a slip in a layer is no talk": (
        (
            "This is the net that I have:\nclass Net(nn.Module):\n    def __init__(self):\n"
            "        self.a nn.Conv2d(3, 8, 3)\n"
            "        self.b = nn.Conv2d(8, 8, 3)\n    def forward(self, x):\n        return self.b(self.a(x))"
        ),
        "Python cannot read line",
        "",
    ),
    "a condition whose beginning is missing": (
        "    K = 3\nelse:\n    K = 2\nnet = nn.Sequential(nn.Conv2d(3, 8, K))",
        "Python cannot read line",
        "",
    ),
    "a layer is made of a tensor": (
        "i = Input(shape=(8, 8, 1))\nx = Conv2D(4, 3)(i)\nx = Flatten(x)\nm = Model(i, x)",
        "Flatten is given a tensor where it is made: write Flatten(...)(x)",
        "Flatten(x)",
    ),
    "a statement before the network is not read": (
        "i = Input(shape=(8, 8, 1))\nx = Conv2D(4, 3)(i)\nx = helper(x)\ny = Conv2D(4, 3)(x)\nm = Model(i, y)",
        "what helper does to tensors is not known",
        "helper(x)",
    ),
    "tensors beside each other": (
        (
            "i = Input(shape=(8, 8, 1))\nx = Conv2D(4, 3, padding='same')(i)\ny = Concatenate(axis=1)([x, x])\n"
            "m = Model(i, y)"
        ),
        "tensors are joined along an axis here",
        "Concatenate(axis=1)",
    ),
    "a module around others": (
        "net = nn.Sequential(Twice(nn.Conv2d(3, 8, 3)), nn.ReLU())",
        'this text does not show what Twice is: say what it is, as in --assume "Twice = c3p1"',
        "Twice(nn.Conv2d(3, 8, 3))",
    ),
}


def unnamed(notation: str) -> str:
    return re.sub(r"[\w./]+: ", "", notation)


@pytest.mark.parametrize("kind", [*READ, *TALK])
def test_it_is_read_as_a_hand_writes_it(kind: str) -> None:
    text, notation = (READ | TALK)[kind]
    assert unnamed(str(symrf.read(dedent(text)))) == notation


@pytest.mark.parametrize("kind", REFUSED)
def test_it_is_refused_at_its_place(kind: str) -> None:
    text, sentence, place = REFUSED[kind]
    with pytest.raises(ReadError) as refused:
        symrf.read(text)
    assert sentence in refused.value.message
    assert refused.value.span is not None
    assert text[slice(*refused.value.span)].startswith(place)


@pytest.mark.parametrize(
    ("shape", "size", "told"),
    [
        ("(3, 32, 40)", (32, 40), True),
        ("(channels, rows, cols)", (), True),
        ("(32, 40, 3)", (32, 40), False),
        ("(1, 32, 1)", (1, 32), False),
    ],
)
def test_channels_that_come_first_are_seen_by_their_number(shape: str, size: tuple[int, ...], told: bool) -> None:
    paste = symrf.read(f"model = Sequential()\nmodel.add(Convolution2D(8, 3, 3, input_shape={shape}))")
    assert tuple(paste.input.sizes.values()) == size
    assert any("read as its channels" in note.text for note in paste.notes) is told
    assert paste.certain is not told


def test_parts_of_what_is_not_known_are_told_apart() -> None:
    """Height and width are two numbers, though nothing says what they are."""
    text = """
class Net(nn.Module):
    def __init__(self, space, shape):
        super().__init__()
        c, h, w = space.shape
        self.a = nn.Conv2d(c, shape[0], 3)
        self.b = nn.Conv2d(shape[0], h * w * shape[1], 3)
    def forward(self, x):
        return self.b(self.a(x))
"""
    assert unnamed(str(symrf.read(text))) == "in{shape_0} c3-{shape_02} c3-{shape_1*shape_12*shape_2}"


def test_a_condition_at_the_top_that_is_not_known_is_noted() -> None:
    text = "x = tf.keras.Input(shape=(8, 8, 3))\nif flag:\n    x = Conv2D(4, 3)(x)\nelse:\n    x = Conv2D(4, 5)(x)"
    paste = symrf.read(text)
    assert unnamed(str(paste)) == "in3@8x8 c5-4"
    assert [note.text for note in paste.notes] == ["It is not known whether not (flag): it is assumed to hold."]
    assert not paste.certain


def test_what_a_name_says_that_no_layer_has_is_no_claim() -> None:
    text = "net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.Flatten(), nn.Linear({}, 10))"
    assert not symrf.read(text.format("COUNT")).statements
    assert len(symrf.read(text.format("512")).statements) == 1


def test_a_model_has_the_name_of_the_function_that_makes_it() -> None:
    text = "def {}():\n    i = Input(shape=(8, 8, 3))\n    return Model(i, Conv2D(4, {})(i))\n"
    paste = symrf.read(text.format("Small", 3) + text.format("Large", 5))
    assert (paste.networks, paste.network, unnamed(str(paste))) == (("Small", "Large"), "Large", "in3@8x8 c5-4")
