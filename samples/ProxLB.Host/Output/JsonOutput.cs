using System.Text;

namespace ProxLB.Host.Output;

/// <summary>Prints a document to standard output, on which nothing else stands then.</summary>
internal static class JsonOutput
{
    public static void Write(HostContext context, byte[] utf8) => context.Output.WriteLine(Encoding.UTF8.GetString(utf8).TrimEnd());
}
