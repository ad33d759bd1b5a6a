namespace ProxLB.Web.Pages.Model;

/// <summary>A node as the page shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mark">What is special about it, such as <c>maintenance</c>; null: nothing.</param>
/// <param name="GuestsBefore">Guests on it now.</param>
/// <param name="GuestsAfter">Guests on it after the plan; the same without one.</param>
/// <param name="Loads">Its loads, always in the same order.</param>
public sealed record NodeRow(string Name, string? Mark, int GuestsBefore, int GuestsAfter, IReadOnlyList<NodeLoad> Loads);
