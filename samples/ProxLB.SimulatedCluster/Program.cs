using ProxLB.SimulatedCluster;

return await SimulatorProgram.RunAsync(args);
