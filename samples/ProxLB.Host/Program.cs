using ProxLB.Host;

var context = HostContext.OfProcess();
using var signals = StopSignals.Listen(context.Hangup);
return await HostProgram.RunAsync(args, context with { Abort = signals.Second }, signals.First);
