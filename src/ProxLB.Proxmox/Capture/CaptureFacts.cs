namespace ProxLB.Proxmox.Capture;

/// <summary>All that was read for one snapshot.</summary>
internal sealed record CaptureFacts(
    DateTimeOffset CapturedAt,
    ClusterAnswers Answers,
    ClusterRows Rows,
    IReadOnlyDictionary<string, NodeHardware> Hardware,
    IReadOnlyDictionary<int, GuestConfig> Configs,
    UsageFacts Usage,
    MappingFacts Mappings,
    TaskFacts Tasks,
    (IReadOnlyDictionary<string, string> Status, IReadOnlySet<string> Requested) HaNodes);
