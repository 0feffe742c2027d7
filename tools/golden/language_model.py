"""Golden case of a language model: two hundred steps of truncated backpropagation with carried state."""

import torch

from golden import GoldenFile, mix

STEPS, SEQ_LEN, BATCH, SYMBOLS, EMBEDDING, HIDDEN, LAYERS, DROPOUT = 200, 10, 4, 13, 8, 16, 2, 0.1
LR, MAX_NORM, SEED = 0.01, 0.5, 7

file = GoldenFile("language_model")


def tokens(count):
    """Each token mostly follows from the two before it."""
    row = [1, 2]
    noise = mix(range(count), 5)
    while len(row) < count:
        i = len(row)
        row.append(int(noise[i] >> 8) % SYMBOLS if noise[i] % 4 == 0 else (2 * row[i - 1] + row[i - 2]) % SYMBOLS)
    return torch.tensor(row)


class Model(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = torch.nn.Embedding(SYMBOLS, EMBEDDING)
        self.lstm = torch.nn.LSTM(EMBEDDING, HIDDEN, LAYERS, dropout=DROPOUT)
        self.linear = torch.nn.Linear(HIDDEN, SYMBOLS)

    def forward(self, input, state):
        output, state = self.lstm(self.embedding(input), state)
        return self.linear(output), state


case = file.case(
    "lstm-2-layers",
    steps=STEPS,
    seq_len=SEQ_LEN,
    batch=BATCH,
    symbols=SYMBOLS,
    embedding=EMBEDDING,
    hidden_size=HIDDEN,
    num_layers=LAYERS,
    dropout=DROPOUT,
    lr=LR,
    max_norm=MAX_NORM,
    seed=SEED,
)
text = tokens(1501)
case.tensor("tokens", text)
torch.manual_seed(SEED)
model = Model()
case.parameters(model)
optimizer = torch.optim.Adam(model.parameters(), lr=LR)
length = (len(text) - 1) // BATCH
inputs = text[: BATCH * length].view(BATCH, length).t()
targets = text[1 : BATCH * length + 1].view(BATCH, length).t()
losses = []
while len(losses) < STEPS:
    state = None
    for start in range(0, length, SEQ_LEN):
        if len(losses) == STEPS:
            break
        optimizer.zero_grad()
        scores, state = model(inputs[start : start + SEQ_LEN], state)
        state = tuple(s.detach() for s in state)
        loss = torch.nn.functional.cross_entropy(
            scores.reshape(-1, SYMBOLS), targets[start : start + SEQ_LEN].reshape(-1)
        )
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), MAX_NORM)
        optimizer.step()
        losses.append(loss.item())
case.tensor("losses", torch.tensor(losses, dtype=torch.float64))
file.save()
