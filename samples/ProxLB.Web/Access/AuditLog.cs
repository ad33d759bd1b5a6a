using ProxLB.Web.Problems;

namespace ProxLB.Web.Access;

/// <summary>One line for each state change that somebody asked for, whether it was accepted or refused.</summary>
internal sealed partial class AuditLog(ILoggerFactory loggers)
{
    /// <summary>The category of the lines.</summary>
    public const string Category = "ProxLB.Web.Audit";

    private readonly ILogger _logger = loggers.CreateLogger(Category);

    public void Accepted(Visitor visitor, ChangeRequest change) => LogAccepted(change, visitor.Name, visitor.Address);

    public void Refused(Visitor visitor, ChangeRequest change, Problem problem) =>
        LogRefused(change, visitor.Name, visitor.Address, problem.Code, ChangeRequest.Clean(problem.Title));

    [LoggerMessage(EventId = 4001, Level = LogLevel.Information, Message = "{Change} by {User} from {Address}: accepted")]
    private partial void LogAccepted(ChangeRequest change, string user, string address);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Warning, Message = "{Change} by {User} from {Address}: refused, {Code}: {Reason}")]
    private partial void LogRefused(ChangeRequest change, string user, string address, string code, string reason);
}
