def residual_block(x, filters, stride=1):
    shortcut = x
    x = Conv2D(filters, (3, 3), strides=stride, padding='same')(x)
    x = BatchNormalization()(x)
    x = ReLU()(x)
    x = Conv2D(filters, (3, 3), padding='same')(x)
    if stride != 1 or shortcut.shape[-1] != filters:
        shortcut = Conv2D(filters, (1, 1), strides=stride)(shortcut)
    se = GlobalAveragePooling2D()(x)
    se = Reshape((1, 1, filters))(se)
    se = Dense(filters // 16, activation='relu')(se)
    se = Dense(filters, activation='sigmoid')(se)
    x = Multiply()([x, se])
    x = Add()([x, shortcut])
    return Activation('relu')(x)

inputs = Input(shape=(32, 32, 3))
x = residual_block(inputs, 32)
x = residual_block(x, 64, 2)
x = GlobalAveragePooling2D()(x)
outputs = Dense(10)(x)
model = keras.Model(inputs=inputs, outputs=outputs)
