"""How much symrf takes on: each limit, and why it is there. What is beyond is refused, or said to be undecided."""

import sys

# --- What is read

NETWORK_CHARACTERS = 900_000  # of a network: lark holds about a kilobyte a character
NETWORK_DEPTH = 100  # brackets in brackets of a network, which are walked by calls that nest
NETWORK_LAYERS = 10**24  # that all repeats come to: beyond, it is a slip of the pen
NETWORK_REMEMBERED = 10_000  # characters of a network that is kept, to be read only once
CHAINS_KEPT = 32  # networks whose layers stay written out, for the next question about them
COURSES_KEPT = 8  # of them that stay derived
LAYER_DIGITS = 100  # of a number in a layer
REPEAT_WRITTEN_OUT = 1000  # layers of a repeat or a definition that is written out as steps
LAYERS_WRITTEN_OUT = 100_000  # that all of them come to; beyond, they stay whole
CHANNEL_DEPTH = 8  # repeats in repeats whose channels are looked for
FORMULA_CHARACTERS = 100_000  # of a formula: a page has 3,000
CLAIM_NAME_CHARACTERS = 1_000  # before the colon of a trace, of a quantity and the place that is meant
CLAIM_SIGNS = 100  # in a chain, whose links are judged one by one: a page has 3
FORMULA_DIGITS = 1_000  # of a number in a formula
FORMULA_DEPTH = 100  # brackets in brackets, and nodes in nodes, each as often as the brackets it prints with
VALUE_CHARACTERS = 2_000  # of a shape, a trace or a number in words, which is read piece by piece; beyond: a formula
TRUNCATED_NODES = 10_000  # of what int(…) stands over, which is written twice
FILE_BYTES = 64 * 2**20  # of a file that is read into memory
READ_CHARACTERS = 4_000_000  # of a text of another program: the longest print of a model that was seen has 300,000
READ_YAML_CHARACTERS = 200_000  # of a detector in YAML: the longest that was seen has 6,000
READ_DEPTH = 20  # lists in lists of YAML, and operations in operations on lengths in an ONNX file
READ_CONSTANT = 4_096  # numbers of a constant in a file that are looked at: the rest are weights
READ_NODES = 20_000  # of a network of another program: the longest that was seen has 3,000 layers
PRINT_DEPTH = 200  # modules in modules of a print: the deepest that was seen has 14
READ_STEPS = 200_000  # of a program that is read by an evaluator: a ResNet-152 takes 40,000
READ_DEPTH = 120  # calls in calls and expressions in expressions of it
READ_ITEMS = 10_000  # of a list, a text or a loop in it
READ_BITS = 1024  # of a number in it
TEX_OPTION_CHARACTERS = 1_000  # between the brackets of a command
TEX_INPUTS = 1_000  # files that a document inputs, which may input each other
LIST_CHARACTERS = 100_000  # of a list of layers, a line of a paper or a table: one of a thousand layers has 30,000
LIST_ITEMS = 20_000  # numbers, words and brackets of such a list, with what its * repeats
PROSE_CHARACTERS = 20_000  # of sentences on layers: a paper's section on its network has 5,000
PADDINGS_TRIED = 20_000  # layers of all ways to pad that are tried: 16 of VGG at 12 sizes are 5,000
CLAUSE_CHARACTERS = 1_000  # of what is said of one layer
LINE_LAYERS = 2_000  # that a line of a paper comes to, with its repeats

# --- How long a number may be

DIGITS = 4000  # of a number in a text: Python writes no more than 4300
STRIDE_BITS = 3_000  # of a stride: a formula with it is read back, and the product of three axes is written out
JSON_BITS = 1024  # of a number in JSON, as long as any that other readers take; beyond, it is text
POWER_BITS = 100_000  # of a power that is worked out
OPERATION_BITS = 512  # of a power that takes as long as any other operation
SHIFTED_BITS = 32_768  # of a number that is shifted and added in a step
SUM_OPERATIONS = 300_000  # for the sums of a formula: a node of a term for each value of the index
SUM_ADDED = 64  # terms of a sum that SymPy adds up one by one
SYMBOLIC_POWER_BITS = 1024  # of a number in a power of symbols that is written out
SYMBOLIC_DEGREE = 1000  # of a power of one symbol that SymPy still factors
SYMBOLIC_TERMS = 64  # of a sum, times the power that it is raised to
IDENTITY_DEGREE = 60  # exponents that are multiplied out
IDENTITY_BITS = 10_000  # of a number that is worked out, and the most of an unknown's exponent
SMALL_PRIMES = 1000  # that are looked for in the base of a power
IDENTITY_SUM_ADDED = 64  # terms of a sum that are read one by one
POLYNOMIAL_TERMS = 500  # of a polynomial that SymPy is given
FACTORED_DEGREE = 40  # of a polynomial that SymPy factors
FACTORED_BITS = 512  # of its coefficients: with 1,300 one takes half a minute
BOUND_DEPTH = 4  # floors within floors that are bounded
BOUND_MAXIMA = 3  # each of which doubles the cases
INTERVAL_OPERATIONS = 20_000  # on the terms of a formula whose sign is read off
INTERVAL_TERMS = 128  # of a power that is multiplied out there
INTERVAL_FORMS = 24  # in which it is written, one after another
SIGN_POINTS = 64  # values of the symbols at which it is looked whether a number has both signs
BRACE_DEGREE = 8  # of an expression in braces
BRACE_REMAINDERS = 1000  # at which it is looked whether an expression is whole

# --- How many steps SymPy is said to take for each part of an expression, by measure

STEPS_SHIFTED = 200
STEPS_WRITTEN = 500
STEPS_QUOTIENT = 50
STEPS_FACTORED = 150
STEPS_SUMMED = 3000
STEPS_NESTED = 300  # of a minimum or a maximum
TIMES_NESTED = 4  # as many for what stands in one
STEPS_PUT = 10  # of a written tree, in which values are put and whose symbols are looked for

# --- How far sets and windows are followed

SET_POINTWISE = 20_000  # inputs before the last change of a set that are looked at one by one
SET_INPUTS = 10**6  # inputs looked at where the changes lie farther apart
RANGES_LISTED = 8  # of a set; of more it is said how many there are
BOX_STRIPS = 1500  # inputs of one axis that are held, one by one
BOXES = 4096  # of a set of several axes
SHOWN_DEPTH = 2  # fractions in a fraction that are shown; a size with more is written as one fraction
HAND_DEPTH = 8  # fractions in a fraction that a hand still writes; beyond, they are collected into one
TAPS_ONE_BY_ONE = 1_000_000  # that are followed where runs do not stay runs
TAKEN_PERIOD = 10**5  # of the inputs that are taken, which are listed by their remainders
STARTS = 16  # remainders of the input by which the start is told, where padding by rule makes it depend on them
PHASES = 4096  # different ways in which the outputs of a layer read
PATH_BITS = 10**7  # of the counts of all paths
BORDER_FARTHEST = 1 << 62  # an input without end
BORDER_LAYERS = 1000  # that are followed back one by one
PICTURE_PIXELS = 10**9  # of an input that is drawn
PICTURE_LAYERS = 20_000  # that are followed one by one
PICTURE_CHOSEN = 10_000  # pixels of an input that is chosen for a picture
PICTURE_LOOKED_AT = 2_000  # outputs, where the one that is shown is chosen
MERMAID_CHARACTERS = 50_000  # of a flowchart, as Mermaid has it
MERMAID_EDGES = 500  # the same

SIZE_EVALUATIONS = 2 * 10**6  # for one question about sizes
SIZE_FARTHEST = 1 << 4096  # input sizes beyond are not looked at: no stride is as long
FIELDS_COMPARED = 8  # functions of the size whose extreme is written
VARYING_PADDINGS = 32  # paddings that vary with the size and are written out
AREA_RUNS = 10_000  # of pixels along an axis
AREA_BOXES = 64  # of pixels that branches read, whose union is counted
AREA_CELLS = 1_000_000  # that the ends of the runs of several boxes make
SMALLEST_PATHS = 32  # that are followed side by side

# --- How long a question is thought about

BUDGET_SECONDS = 2  # of CPU time for one question, where nothing else is asked for
BUDGET_MOST_SECONDS = 10**6  # that may be asked for
BUDGET_STEPS = 3_000_000  # in that time, two being about a microsecond, so that time alone rarely ends a question
BUDGET_SLOWNESS = 5 if sys.platform == "emscripten" else 1  # so many times as long a step may take on this machine
BUDGET_LOOK = 1_000  # steps after which it is looked at the time
BUDGET_TICK = 0.05  # seconds of CPU time after which a timer looks at it
BUDGET_MEMORY = 400 * 2**20  # bytes that one question adds to what there was
DECISION_EVALUATIONS = 5 * 10**6  # beyond, a decision is not begun
DECISION_TRIED = 1000  # inputs looked at where nothing can be proved
DECISION_PAIRS = 256  # boxes of several claims that are compared
DECISION_DIAGONALS = 10**5  # inputs of several axes among which a counterexample is looked for
CONSTRAINT_DEGREE = 64  # of a power in a quasi-polynomial
CONSTRAINT_OPERATIONS = 10_000  # for the terms of sums with input sizes in them
NORMAL_RESIDUES = 4096  # that are listed on the quick road
TRUTH_TRIED = 10_000  # numbers that are tried one by one
TRUTH_TRIED_POWERS = 1000  # the same, where each has as many digits as it is high
TRUTH_OPERATIONS = 100_000  # for the sums in all that are tried
CORNERS = 64  # boxes of a set that holds all that is less; more are told by a statement
TRUTH_FARTHEST = 2**256  # where an end of an interval is looked for no more
EXPONENTIAL_TERMS = 64  # of a sum of powers, and the degree of one
EXPONENTIAL_FARTHEST = 2**20  # up to which it is asked whether the sign is settled
DIVIDED_BITS = 48  # of a number whose divisors are values of a symbol; with 64 they take a tenth of a second
DIVISORS = 128  # of it, for each of which the other symbols are asked
FORM_TRIED = 1000  # values of the symbols at which a form is compared with what it solves
PROOF_CASES = 64  # into which a proof is split
PROOF_LISTED = 4  # values that a condition names one by one
SEARCH_TRIED = 1000  # values of the parameters that are tried where nothing is known
SEARCH_FARTHEST = 10**5  # the same, where a counterexample is known to be among all of them
SEARCH_FAR = 2**40  # above the least values, where a counterexample is looked for that is not near
SEARCH_BESIDE = 64  # lesser values beside one that was found so
SEARCH_LINES = 5  # values of the parameters from which on each of them is looked at alone
SEARCH_ON_A_LINE = 8  # values on such a line that are looked at
SEARCH_OPERATIONS = 100_000  # for all sums that are written out
Z3_IN_A_STEP = 2  # of what z3 counts itself
Z3_STEPS = 1_000_000  # that z3 has for one question
Z3_QUESTIONS = 8  # that z3 is asked of one claim, and none after one that it does not answer
SOLVE_TRIED = 64  # values of a parameter at which it is looked whether a condition holds for every input

# --- What is certified

RESIDUES_CERTIFIED = 64  # cases of a condition, each of which a prover goes through
POWER_CERTIFIED = 8  # of a formula, written out as a product
LAYERS_CERTIFIED = 1000  # of a network, each a definition and a lemma
VARYING_PHASES_CERTIFIED = 4  # ways in which outputs read, each looked at for every input
FAMILY_LAYERS_CERTIFIED = 50  # whose numbers are written out in each lemma

# --- How long it is looked for why a claim is wrong

WHY_STEPS = 250_000  # for one claim, of layers that are gone through: a chain of 50 takes 5,000, a U-Net 60,000
WHY_SECONDS = 0.5  # for one claim, and for the networks that are derived to show its reasons
