"""PyTorch's side of `rnn4j text train FILE`: the same model, data order, seed and steps; prints losses and times.

    venv/bin/python tools/compare/text_train.py story.txt --epochs 3

Needs torch and nothing else. The options have the names and defaults of the command.
"""

import argparse
import collections
import math
import time

import torch

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("file")
parser.add_argument("--hidden-size", type=int, default=128)
parser.add_argument("--layers", type=int, default=2)
parser.add_argument("--embedding", type=int, default=64)
parser.add_argument("--dropout", type=float, default=0.1)
parser.add_argument("--steps", type=int, default=64)
parser.add_argument("--batch-size", type=int, default=32)
parser.add_argument("--epochs", type=int, default=20)
parser.add_argument("--learning-rate", type=float, default=0.002)
parser.add_argument("--clip", type=float, default=1.0)
parser.add_argument("--validation", type=float, default=0.1)
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--threads", type=int, default=2)
options = parser.parse_args()
torch.set_num_threads(options.threads)


class Model(torch.nn.Module):
    def __init__(self, symbols):
        super().__init__()
        self.embedding = torch.nn.Embedding(symbols, options.embedding)
        self.rnn = torch.nn.LSTM(
            options.embedding, options.hidden_size, options.layers, dropout=options.dropout if options.layers > 1 else 0
        )
        self.dropout = torch.nn.Dropout(options.dropout)
        self.linear = torch.nn.Linear(options.hidden_size, symbols)

    def forward(self, input, state):
        output, state = self.rnn(self.dropout(self.embedding(input)), state)
        return self.linear(self.dropout(output)), state


def pieces(tokens, streams):
    """Yields input and target, (steps, streams), piece by piece."""
    length = (len(tokens) - 1) // streams
    inputs = tokens[: streams * length].view(streams, length).t()
    targets = tokens[1 : streams * length + 1].view(streams, length).t()
    for start in range(0, length, options.steps):
        yield inputs[start : start + options.steps], targets[start : start + options.steps]


def loss_of(model, input, target, state):
    scores, state = model(input, state)
    loss = torch.nn.functional.cross_entropy(scores.reshape(-1, scores.shape[-1]), target.reshape(-1))
    return loss, tuple(s.detach() for s in state)


text = open(options.file, encoding="utf-8-sig", newline="").read().replace("\r", "")
counts = collections.Counter(text)
symbols = ["<unk>", *sorted(counts, key=lambda c: (-counts[c], c))]
numbers = {symbol: number for number, symbol in enumerate(symbols)}
tokens = torch.tensor([numbers[c] for c in text])
held = min(500_000, int(options.validation * len(tokens)))
training, held_out = tokens[:-held], tokens[-held:]
streams = max(1, min(options.batch_size, held // (2 * options.steps)))

torch.manual_seed(options.seed)
model = Model(len(symbols))
optimizer = torch.optim.Adam(model.parameters(), lr=options.learning_rate)
step, seconds = 0, 0.0
for epoch in range(1, options.epochs + 1):
    start, state, losses = time.perf_counter(), None, []
    model.train()
    for input, target in pieces(training, options.batch_size):
        optimizer.zero_grad()
        loss, state = loss_of(model, input, target, state)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), options.clip)
        optimizer.step()
        losses.append(loss.item())
        step += 1
    seconds += time.perf_counter() - start
    model.eval()
    with torch.no_grad():
        total, count, state = 0.0, 0, None
        for input, target in pieces(held_out, streams):
            loss, state = loss_of(model, input, target, state)
            total += loss.item() * target.numel()
            count += target.numel()
    print(
        f"epoch {epoch}  step {step}  loss {sum(losses) / len(losses):.4f}  validation {total / count:.4f}"
        f"  perplexity {math.exp(total / count):.4f}  {seconds / step * 1000:.1f} ms/step",
        flush=True,
    )
