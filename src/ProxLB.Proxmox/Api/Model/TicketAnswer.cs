using System.Text.Json.Serialization;

namespace ProxLB.Proxmox.Api.Model;

/// <summary>The answer of <c>POST /access/ticket</c>. A class, so that no text of it shows the ticket.</summary>
internal sealed class TicketAnswer
{
    [JsonPropertyName("ticket")]
    public string? Ticket { get; init; }

    [JsonPropertyName("CSRFPreventionToken")]
    public string? CsrfToken { get; init; }

    [JsonPropertyName("NeedTFA")]
    public bool? NeedsSecondFactor { get; init; }
}
