namespace ProxLB.Web.Problems;

/// <summary>A request cannot be granted. Becomes the answer of the API, or a line on the page.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Title)
{
    public Problem Problem { get; } = problem;
}
