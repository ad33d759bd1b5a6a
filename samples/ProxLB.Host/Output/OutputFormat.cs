namespace ProxLB.Host.Output;

/// <summary>How a command prints its result.</summary>
internal enum OutputFormat
{
    /// <summary>For a person.</summary>
    Text,

    /// <summary>For a program: one document and nothing else.</summary>
    Json,

    /// <summary>For a person's browser or printer: one page that needs nothing else.</summary>
    Html,
}
