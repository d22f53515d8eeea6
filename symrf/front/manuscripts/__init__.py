r"""Texts that people write, in LaTeX, Markdown and notebooks, with networks, claims and formulas in them.

A marked line defines a network, claims something of the last one, or names a quantity that the formula beside it gives:
the one before it on the line, or else the next.

    % symrf: F = c3; M = p2; O = F M F          in LaTeX
    \[ O_w = \frac{w-2}{2}-2 \] % symrf: size
    \symrfcheck{c3 c3}{rf = 5}                  about its own network

    ```symrf                                    in Markdown, and in Markdown cells
    F = c3; M = p2; O = F M F
    rf = 8
    ```
    The jump is $2$. <!-- symrf: jump -->

    %%symrf --axes t                            a cell of a notebook, read alone
    c3 c3
    size = t-4

Claims may follow a block of code in Markdown, or a cell of code, that has a network: they are about that.

The lines of a document are read together, so a name is defined once. Options, such as `--axes t`, stand first: in a
line of their own, or after ```symrf.
"""
