"""PyTorch's side of bench_models.py: bench_torch.py MODEL BATCH_SIZE STEPS trains the net of that name on random numbers, by turns."""
import sys

import torch
from torch import nn
from torch.nn import functional as F

from turns import THREADS, measure_training


def conv(inputs, outputs, side, stride=1):
    return nn.Sequential(nn.Conv2d(inputs, outputs, side, stride, (side - 1) // 2), nn.ReLU())


def conv_back(inputs, outputs, side=3):
    """Doubles the sides."""
    return nn.ConvTranspose2d(inputs, outputs, side, 2, 1, output_padding=side % 2)


def decoder(inputs):
    return nn.Sequential(conv_back(inputs, 64), nn.ReLU(), conv_back(64, 32), nn.ReLU(), nn.ConvTranspose2d(32, 1, 3, 1, 1))


class ConvVae(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(conv(1, 32, 3, 2), conv(32, 64, 3, 2), nn.Flatten(), nn.Linear(7 * 7 * 64, 16), nn.ReLU())
        self.mean, self.log_var = nn.Linear(16, 2), nn.Linear(16, 2)
        self.decoder = nn.Sequential(nn.Linear(2, 7 * 7 * 64), nn.ReLU(), nn.Unflatten(1, (64, 7, 7)), decoder(64), nn.Sigmoid())

    def forward(self, x):
        h = self.encoder(x)
        mean, log_var = self.mean(h), self.log_var(h)
        self.added = -0.5 * (1 + log_var - mean**2 - log_var.exp()).sum(1).mean()
        return self.decoder(mean + torch.exp(0.5 * log_var) * torch.randn_like(mean))


class VqVae(nn.Module):
    def __init__(self, encoder, decoder, codes, size, decay=None):
        super().__init__()
        self.encoder, self.decoder, self.decay = encoder, decoder, decay
        self.codes = nn.Parameter(torch.rand(codes, size) * 0.1 - 0.05, requires_grad=decay is None)
        if decay:
            self.counts, self.sums = torch.ones(codes), self.codes.detach().clone()

    def forward(self, x):
        z = self.encoder(x)
        flat = z.permute(0, 2, 3, 1).reshape(-1, z.shape[1])
        chosen = ((flat**2).sum(1, keepdim=True) + (self.codes**2).sum(1) - 2 * flat @ self.codes.T).argmin(1)
        q = F.embedding(chosen, self.codes).view(z.shape[0], *z.shape[2:], -1).permute(0, 3, 1, 2)
        self.added = 0.25 * F.mse_loss(z, q.detach())
        if self.decay:
            self.move_codes(flat.detach(), chosen)
        else:
            self.added = self.added + F.mse_loss(q, z.detach())
        return self.decoder(z + (q - z).detach())

    @torch.no_grad()
    def move_codes(self, flat, chosen):
        members = F.one_hot(chosen, len(self.codes)).to(flat.dtype)
        self.counts.lerp_(members.sum(0), 1 - self.decay)
        self.sums.lerp_(members.T @ flat, 1 - self.decay)
        total = self.counts.sum()
        smoothed = (self.counts + 1e-5) / (total + len(self.codes) * 1e-5) * total
        self.codes.copy_(self.sums / smoothed[:, None])


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = nn.Sequential(nn.ReLU(), conv(128, 32, 3), nn.Conv2d(32, 128, 1))

    def forward(self, x):
        return x + self.inner(x)


def sonnet_vq_vae():
    def stack():
        return nn.Sequential(Residual(), Residual(), nn.ReLU())
    encoder = nn.Sequential(conv(3, 64, 4, 2), conv(64, 128, 4, 2), conv(128, 128, 3), stack(), nn.Conv2d(128, 64, 1))
    decoder = nn.Sequential(nn.Conv2d(64, 128, 3, 1, 1), stack(), conv_back(128, 64, 4), nn.ReLU(), conv_back(64, 3, 4))
    return VqVae(encoder, decoder, 512, 64, decay=0.99)


class Recurrent(nn.Module):
    def __init__(self, layer, inputs, outputs):
        super().__init__()
        self.layer, self.dense = layer(inputs, 128, batch_first=True), nn.Linear(128, outputs)

    def forward(self, x):
        return self.dense(self.layer(x)[0][:, -1])


class Inception(nn.Module):
    def __init__(self, inputs, filters):
        super().__init__()
        pool = nn.AvgPool2d(3, 2, 1, count_include_pad=False)
        self.branches = nn.ModuleList([
            conv(inputs, filters, 1, 2),
            nn.Sequential(conv(inputs, filters, 1), conv(filters, filters, 3, 2)),
            nn.Sequential(pool, conv(inputs, filters, 3)),
            nn.Sequential(conv(inputs, filters, 1), conv(filters, filters, 3), conv(filters, filters, 3, 2))])

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], 1)


def dense_autoencoder():
    relu = nn.ReLU
    return nn.Sequential(nn.Linear(784, 256), relu(), nn.Linear(256, 128), relu(), nn.Linear(128, 20), nn.Linear(20, 128), relu(),
                         nn.Linear(128, 256), relu(), nn.Linear(256, 784))


def vq_vae():
    return VqVae(nn.Sequential(conv(1, 32, 3, 2), conv(32, 64, 3, 2), nn.Conv2d(64, 16, 1)), decoder(16), 128, 16)


def inception():
    return nn.Sequential(Inception(3, 16), Inception(64, 32), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(128, 10))


def adam(rate=1e-3):
    return lambda weights: torch.optim.Adam(weights, rate)


MODELS = {  # net, shape of an example, classes, optimizer, loss
    "dense-autoencoder": (dense_autoencoder, (784,), 0, adam(), F.binary_cross_entropy_with_logits),
    "conv-vae": (ConvVae, (1, 28, 28), 0, adam(), lambda p, y: 784 * F.binary_cross_entropy(p, y)),
    "vq-vae": (vq_vae, (1, 28, 28), 0, adam(), lambda p, y: 2 * F.mse_loss(p, y)),
    "sonnet-vq-vae": (sonnet_vq_vae, (3, 32, 32), 0, adam(3e-4), lambda p, y: 2 * F.mse_loss(p, y)),
    "character-lstm": (lambda: Recurrent(nn.LSTM, 57, 57), (60, 57), 57, lambda weights: torch.optim.RMSprop(weights, 0.01, alpha=0.9), F.cross_entropy),
    "inception": (inception, (3, 32, 32), 10, adam(), F.cross_entropy),
    "lstm": (lambda: Recurrent(nn.LSTM, 128, 1), (100, 128), 1, adam(), F.mse_loss),
    "gru": (lambda: Recurrent(nn.GRU, 128, 1), (100, 128), 1, adam(), F.mse_loss)}


def main() -> None:
    torch.set_num_threads(THREADS)
    name, batch, steps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    net, shape, classes, optimizer, loss = MODELS[name]
    model = net()
    optimize = optimizer([w for w in model.parameters() if w.requires_grad])
    x = torch.rand(batch * steps, *shape)
    y = F.one_hot(torch.arange(len(x)) % classes, classes).float() if classes else x

    def epoch(first_step_ends=None) -> None:
        sum_of_losses = torch.zeros(())
        for at in range(0, len(x), batch):
            optimize.zero_grad()
            value = loss(model(x[at:at + batch]), y[at:at + batch]) + getattr(model, "added", 0)
            value.backward()
            optimize.step()
            sum_of_losses += value.detach()
            if at == 0 and first_step_ends:
                first_step_ends()
        if not sum_of_losses.isfinite():
            sys.exit(f"the loss of {name} is {sum_of_losses}")

    measure_training(epoch, epoch, steps)


if __name__ == "__main__":
    main()
