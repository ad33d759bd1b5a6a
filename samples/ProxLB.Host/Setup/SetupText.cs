namespace ProxLB.Host.Setup;

/// <summary>Prints the set-up as commands to copy.</summary>
internal static class SetupText
{
    public static void Write(TextWriter output, SetupOptions options)
    {
        output.WriteLine("# Run these as root on one node of the cluster. They create a role, a user and a token, and change nothing else.");
        foreach (var step in SetupSteps.For(options))
        {
            output.WriteLine($"# {step.Purpose}");
            output.WriteLine(step.Line);
        }
        output.WriteLine();
        WriteConfiguration(output, options, "SECRET");
    }

    /// <summary>What belongs in the configuration file then.</summary>
    public static void WriteConfiguration(TextWriter output, SetupOptions options, string secret)
    {
        output.WriteLine("# In the configuration file, with the secret that the token's command shows as \"value\":");
        output.WriteLine("# proxmox_api:");
        output.WriteLine($"#   user: {options.User}");
        output.WriteLine($"#   token_id: {options.Token}");
        output.WriteLine($"#   token_secret: {secret}");
    }
}
