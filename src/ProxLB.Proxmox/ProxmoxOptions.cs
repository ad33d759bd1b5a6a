using ProxLB.Core.Rules;

namespace ProxLB.Proxmox;

/// <summary>How a Proxmox VE cluster is reached, read and asked for migrations.</summary>
/// <remarks>Secrets stand in <see cref="Password"/> and <see cref="TokenSecret"/> only; no log, exception or <see cref="ToString"/> shows them.</remarks>
public sealed class ProxmoxOptions
{
    /// <summary>The section of a configuration file that these options are usually bound to.</summary>
    public const string SectionName = "Proxmox";

    /// <summary>
    /// The cluster's hosts; at least one. Each is <c>host</c>, <c>host:port</c>, an IPv4 address, <c>[v6]</c>, <c>[v6]:port</c> or a bare IPv6 address.
    /// The port is 8006 if none is given. All are nodes of the same cluster; the next one is used when one fails.
    /// </summary>
    public List<string> Hosts { get; set; } = [];

    /// <summary>The user with realm, such as <c>balancer@pve</c>.</summary>
    public string User { get; set; } = "";

    /// <summary>The user's password, for a login by ticket; null with an API token.</summary>
    public string? Password { get; set; }

    /// <summary>The name of the user's API token, such as <c>proxlb</c>; <c>user@realm!proxlb</c> is understood too. Null with a password.</summary>
    public string? TokenId { get; set; }

    /// <summary>The secret of the API token.</summary>
    public string? TokenSecret { get; set; }

    /// <summary>Whether a host's certificate is verified; default true. False is logged as a warning.</summary>
    public bool VerifyCertificate { get; set; } = true;

    /// <summary>A PEM file with the certificate authority to trust, such as a copy of <c>/etc/pve/pve-root-ca.pem</c>; null: those of the system.</summary>
    public string? CaFile { get; set; }

    /// <summary>
    /// The SHA-256 fingerprint of a host's certificate, with or without colons; several are separated by commas or blanks.
    /// A certificate with one of them is trusted, whoever signed it. The fingerprints of the other nodes are learnt from the first trusted one.
    /// </summary>
    public string? Fingerprint { get; set; }

    /// <summary>How long one attempt to connect may take; default 5 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one call may take from its start to the last byte of its answer; default 35 s, above the 30 s that Proxmox gives a forwarded call.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(35);

    /// <summary>How often all hosts are tried again when none answers; default 1. Only calls that are safe to repeat are repeated.</summary>
    public int Retries { get; set; } = 1;

    /// <summary>The wait before such a round of tries; it doubles with each round, and a quarter of it is left to chance. Default 1 s.</summary>
    public TimeSpan WaitTime { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a guest's configuration and a node's hardware facts are taken from memory; default 10 minutes. What changed visibly is read at once.</summary>
    public TimeSpan ConfigMaxAge { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Calls under way at the same time, 1 to 256; default 16.</summary>
    public int MaxParallelCalls { get; set; } = 16;

    /// <summary>Whether local disks of a running virtual machine are copied along; default true. Otherwise such a guest is refused.</summary>
    public bool WithLocalDisks { get; set; } = true;

    /// <summary>Whether running virtual machines are moved live; default true. Otherwise a running one is refused.</summary>
    public bool Live { get; set; } = true;

    /// <summary>Whether the state of the firewall's connections is moved along where the cluster can (PVE 9); default true.</summary>
    public bool WithConntrackState { get; set; } = true;

    /// <summary>Bandwidth of one migration in bytes per second, at least 1024; null: the cluster's own limit.</summary>
    public long? BandwidthLimit { get; set; }

    /// <summary>The part of a node's ZFS cache in bytes that counts as used, because ZFS does not give it back; null: 1/32 of the node's memory, ZFS's own minimum.</summary>
    public long? ArcFloor { get; set; }

    /// <summary>Over which window, and by which statistic, used CPU and memory are measured.</summary>
    public MeasureWindowOptions Measure { get; set; } = new();

    /// <summary>Whether guests' pressure figures are read (PVE 9), one call a guest that may move; default false. Nodes' are always read.</summary>
    public bool ReadGuestPressure { get; set; }

    /// <summary>
    /// Who moves HA guests while Proxmox's native rebalancing is active; the same as in the rules that plans are made with. It decides what becomes of a plan
    /// when native rebalancing is switched on meanwhile: with <see cref="HaOwnership.ProxLB"/> everything stops, otherwise the HA guests are planned anew.
    /// </summary>
    public HaOwnership HaOwnership { get; set; }

    /// <summary>Storages that plans map to others: those rights are checked then that moving a disk to another storage takes. What a migration maps stands in its request.</summary>
    public Dictionary<string, string> StorageMap { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The seed of the chance in waiting times; null: one that differs by process.</summary>
    public int? JitterSeed { get; set; }

    /// <summary>The hosts and the user; never a secret.</summary>
    public override string ToString() => $"{nameof(ProxmoxOptions)} {{ Hosts = {string.Join(", ", Hosts)}, User = {User} }}";
}
