using ProxLB.Host;

using var signals = StopSignals.Listen();
return await HostProgram.RunAsync(args, HostContext.OfProcess() with { Abort = signals.Second }, signals.First);
