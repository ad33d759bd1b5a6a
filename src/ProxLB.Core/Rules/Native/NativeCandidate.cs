namespace ProxLB.Core.Rules.Native;

/// <summary>A migration that native rebalancing considers.</summary>
/// <param name="Service">The service id of the leader, such as <c>vm:101</c>.</param>
/// <param name="Source">The position of the node it leaves; -1 if it runs nowhere yet.</param>
/// <param name="Target">The position of the node it goes to.</param>
/// <param name="Cpu">Cores that it and all that move with it use.</param>
/// <param name="Memory">Bytes that they use.</param>
internal readonly record struct NativeCandidate(string Service, int Source, int Target, double Cpu, long Memory);
