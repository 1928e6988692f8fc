"""The ablation: what each part of the network and of its training is good for."""
