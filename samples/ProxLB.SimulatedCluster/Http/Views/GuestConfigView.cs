using System.Text.Json.Nodes;
using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Http.Views;

/// <summary>The configuration of a guest.</summary>
internal static class GuestConfigView
{
    public static JsonObject Of(SimulatedGuest guest, bool current)
    {
        var entries = Entries(guest);
        if (!current)
        {
            foreach (var (key, value) in guest.Pending)
            {
                entries[key] = value;
            }
        }

        var view = new JsonObject();
        foreach (var (key, value) in entries)
        {
            view[key] = long.TryParse(value, out var number) && key != "memory" ? number : value;
        }

        view["digest"] = DigestOf(guest);
        return view;
    }

    public static string DigestOf(SimulatedGuest guest) =>
        Digest.Of([.. Entries(guest).Select(entry => $"{entry.Key}: {entry.Value}")]);

    public static SortedDictionary<string, string> Entries(SimulatedGuest guest)
    {
        var entries = new SortedDictionary<string, string>(guest.Config, StringComparer.Ordinal)
        {
            [guest.Kind == GuestKind.Vm ? "name" : "hostname"] = guest.Name,
            ["cores"] = guest.Cores.ToString(),
            ["memory"] = (guest.MemoryBytes >> 20).ToString(),
        };
        if (guest.Kind == GuestKind.Vm)
        {
            entries.TryAdd("sockets", "1");
            entries.TryAdd("ostype", "l26");
            entries.TryAdd("scsihw", "virtio-scsi-single");
            entries.TryAdd("net0", $"virtio=BC:24:11:00:{guest.Id >> 8 & 255:X2}:{guest.Id & 255:X2},bridge=vmbr0");
        }
        else
        {
            entries.TryAdd("ostype", "debian");
            entries.TryAdd("arch", "amd64");
            entries.TryAdd("swap", "512");
            entries.TryAdd("net0", $"name=eth0,bridge=vmbr0,hwaddr=BC:24:11:01:{guest.Id >> 8 & 255:X2}:{guest.Id & 255:X2},ip=dhcp,type=veth");
        }

        foreach (var volume in guest.Volumes)
        {
            entries[volume.Key] = Line(volume);
        }

        Add(entries, "cpu", guest.CpuType);
        Add(entries, "tags", GuestView.Tags(guest));
        Add(entries, "lock", guest.Lock);
        Add(entries, "template", guest.Template ? "1" : null);
        Add(entries, "parent", guest.Snapshots.LastOrDefault()?.Name);
        return entries;
    }

    private static string Line(GuestVolume volume)
    {
        var line = volume.VolumeId;
        if (volume.Options is { } options)
        {
            line += "," + options;
        }

        if (volume.Cdrom)
        {
            line += ",media=cdrom";
        }

        return volume.Bytes > 0 ? line + ",size=" + Size(volume.Bytes) : line;
    }

    private static string Size(long bytes)
    {
        if (bytes % (1L << 30) == 0)
        {
            return $"{bytes >> 30}G";
        }

        return bytes % (1L << 20) == 0 ? $"{bytes >> 20}M" : $"{bytes >> 10}K";
    }

    private static void Add(SortedDictionary<string, string> entries, string key, string? value)
    {
        if (value is not null)
        {
            entries[key] = value;
        }
    }
}
