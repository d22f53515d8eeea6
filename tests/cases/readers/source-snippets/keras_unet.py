import tensorflow as tf
from tensorflow.keras import layers, Model
def conv_block(x, filters):
    x = layers.Conv2D(filters, 3, padding="same", kernel_initializer="he_normal")(x)
    x = layers.BatchNormalization()(x)
    x = layers.Activation("relu")(x)
    return x
def get_unet(img_size=(160,160), num_classes=3):
    inputs = tf.keras.Input(shape=img_size + (3,))
    c1 = conv_block(inputs, 32)
    p1 = layers.MaxPooling2D((2, 2))(c1)
    c2 = conv_block(p1, 64)
    p2 = layers.MaxPooling2D(2)(c2)
    b = conv_block(p2, 128)
    u2 = layers.Conv2DTranspose(64, (2, 2), strides=(2, 2), padding="same")(b)
    u2 = layers.concatenate([u2, c2])
    c3 = conv_block(u2, 64)
    u1 = layers.UpSampling2D(2)(c3)
    u1 = layers.Concatenate()([u1, c1])
    c4 = conv_block(u1, 32)
    outputs = layers.Conv2D(num_classes, 1, activation="softmax")(c4)
    return Model(inputs, outputs)
model = get_unet()
model.summary()
