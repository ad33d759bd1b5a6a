using ProxLB.Core.Strategies;
using ProxLB.Host.Configuration.Yaml;
using ProxLB.Host.Errors;

namespace ProxLB.Host.Configuration;

/// <summary>Reads a configuration file. It is used whole or not at all: all its mistakes are reported at once.</summary>
internal static class ConfigurationFile
{
    /// <summary>Where the file is if nothing else is said.</summary>
    public const string DefaultPath = "/etc/proxlb/proxlb.yaml";

    /// <summary>Reads a file.</summary>
    /// <exception cref="UserErrorException">It cannot be read, or something in it is wrong.</exception>
    public static HostConfiguration Load(string path, Func<string, string?> environment)
    {
        try
        {
            using var text = File.OpenText(path);
            return Read(text, path, environment);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(exception is FileNotFoundException or DirectoryNotFoundException
                ? $"{path}: there is no such configuration file. Name yours with --config, or try 'proxlb demo', which needs none."
                : $"{path}: the configuration cannot be read: {exception.Message}");
        }
    }

    /// <summary>Reads text; <paramref name="file"/> is its name in messages.</summary>
    /// <exception cref="UserErrorException">Something in it is wrong.</exception>
    public static HostConfiguration Read(TextReader text, string file, Func<string, string?> environment)
    {
        var defects = new DefectList();
        var configuration = HostConfiguration.ForFile(file);
        var root = ConfigurationParser.Parse(text, defects);
        if (root is not null)
        {
            ReadSections(configuration, new(root, defects), ConfigurationSections.All(new(environment)));
            ConfigurationRules.Check(configuration, root, defects);
        }
        else if (defects.Count == 0)
        {
            defects.Add(0, "", "is empty; write at least the section proxmox_api");
        }
        return defects.Count == 0
            ? configuration
            : throw new UserErrorException([.. defects.InOrder.Select(defect => defect.Describe(file))]);
    }

    private static void ReadSections(HostConfiguration configuration, ConfigurationValue root, IReadOnlyList<ConfigurationSection> sections)
    {
        if (!root.IsMap)
        {
            root.RejectType($"a map with the sections {string.Join(", ", sections.Select(section => section.Name))}");
            return;
        }
        root.Fields(configuration, [.. sections.Select(AsKey)]);
        configuration.Execution.MaxParallel = configuration.Parallel ? configuration.ParallelJobs : 1;
        configuration.Proxmox.ReadGuestPressure = configuration.Balancer.Measure.Mode == MeasureMode.Psi;
        configuration.Proxmox.HaOwnership = configuration.Balancer.Rules.HaOwnership;
    }

    private static ConfigurationKey<HostConfiguration> AsKey(ConfigurationSection section) => new(section.Name, (target, value) =>
    {
        if (section.Note is not null)
        {
            target.Notes.Add($"{section.Name}: {section.Note}");
        }
        if (section.Keys is not null)
        {
            value.Fields(target, section.Keys);
        }
        NoteWritten(target, section, value.Node);
    });

    private static void NoteWritten(HostConfiguration target, ConfigurationSection section, ConfigurationNode node)
    {
        foreach (var entry in node is MappingNode mapping ? mapping.Entries : [])
        {
            target.Written[entry.Path] = entry;
            if (section.Keys?.FirstOrDefault(key => key.Name == entry.Key)?.Note is { } note)
            {
                target.Notes.Add($"{section.Name}.{entry.Key}: {note}");
            }
        }
    }
}
