using System.CommandLine;
using System.CommandLine.Parsing;
using ProxLB.Host.Setup;
using ProxLB.Proxmox;
using ProxLB.Proxmox.Permissions;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.Host.Commands;

/// <summary><c>proxlb setup</c>: role, user and token with the least rights.</summary>
internal static class SetupCommand
{
    private const int FirstWithMappings = 8;

    public static Command Create(HostContext context)
    {
        var user = Name("--user", "The user to create, with its realm", "proxlb@pve", "USER@REALM", '@');
        var token = Name("--token", "The name of its API token", "proxlb", "NAME");
        var role = Name("--role", "The role to create", "ProxLB", "NAME");
        var version = new Option<ClusterVersion>("--pve-version")
        {
            Description = "The oldest Proxmox VE version in the cluster, 7.4 to 9.2",
            HelpName = "VERSION",
            DefaultValueFactory = _ => ClusterVersion.Default,
            CustomParser = result => ClusterVersionParser.Parse(result, "--pve-version"),
        };
        var storageMap = new Option<bool>("--storage-map") { Description = "Also grant what moving disks to other storages (storage_map) needs" };
        var apply = new Option<bool>("--apply") { Description = "Run the commands; on a node of the cluster, as root" };
        var secretFile = new Option<string?>("--secret-file") { Description = "With --apply: write the secret to this new file instead of printing it", HelpName = "FILE" };
        var command = new ExampleCommand(
            "setup",
            "Print the commands that create role, user and token with the least rights",
            "proxlb setup",
            "proxlb setup --pve-version 7.4 --storage-map",
            "proxlb setup --apply --secret-file /etc/proxlb/token")
        {
            user, token, role, version, storageMap, apply, secretFile,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var proxmox = new ProxmoxOptions();
            if (parsed.GetValue(storageMap))
            {
                proxmox.StorageMap["*"] = "*";
            }
            var privileges = ProxmoxPrivileges.Needed(proxmox, parsed.GetValue(version).Major >= FirstWithMappings);
            var options = new SetupOptions(parsed.GetValue(user)!, parsed.GetValue(token)!, parsed.GetValue(role)!, privileges);
            if (parsed.GetValue(apply))
            {
                return await new SetupRun(context, context.RunProgram).RunAsync(options, parsed.GetValue(secretFile), stop);
            }
            SetupText.Write(context.Output, options);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Names of Proxmox's are of few letters; nothing else gets into a command.</summary>
    private static Option<string> Name(string name, string description, string standard, string help, char? between = null) => new(name)
    {
        Description = description,
        HelpName = help,
        DefaultValueFactory = _ => standard,
        CustomParser = result => Read(result, name, between),
    };

    private static string Read(ArgumentResult result, string name, char? between)
    {
        var written = result.Tokens[^1].Value;
        var parts = between is { } mark ? written.Split(mark) : [written];
        if (parts.Length != (between is null ? 1 : 2) || parts.Any(part => part.Length == 0 || !part.All(Allowed) || !char.IsAsciiLetter(part[0])))
        {
            result.AddError(between is null
                ? $"{name}: '{written}' is no name; it starts with a letter, and letters, digits, '-', '_' and '.' follow"
                : $"{name}: '{written}' is no user; write it with its realm, such as proxlb@pve");
        }
        return written;
    }

    private static bool Allowed(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.';
}
