"""What is said of networks, claims and conditions, in English: documents that symrf.front.rendering lays out.

For others: `contents.composed`, `comparing.compared`, `judgement.judged`, `answers.answered`.
"""
