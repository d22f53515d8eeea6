"""What is said of networks, claims and conditions, in English: documents that symrf.front.rendering lays out.

For others: `contents.composed`, `exposition.compare`, `judgement.judged`, `answers.answered`.
"""
