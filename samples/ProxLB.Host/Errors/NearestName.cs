namespace ProxLB.Host.Errors;

/// <summary>Finds the name that was probably meant.</summary>
internal static class NearestName
{
    /// <summary>The closest candidate, if it is close enough to be a slip of the keyboard; otherwise null.</summary>
    public static string? Of(string written, IEnumerable<string> candidates)
    {
        string? best = null;
        var bestDistance = Math.Max(1, written.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            var distance = Distance(Normal(written), Normal(candidate));
            if (distance < bestDistance)
            {
                (best, bestDistance) = (candidate, distance);
            }
        }
        return best;
    }

    private static string Normal(string name) => name.Replace('-', '_').ToLowerInvariant();

    /// <summary>Edits (insert, delete, replace, swap of neighbours) between two words.</summary>
    private static int Distance(string left, string right)
    {
        var table = new int[left.Length + 1, right.Length + 1];
        for (var row = 0; row <= left.Length; row++)
        {
            for (var column = 0; column <= right.Length; column++)
            {
                table[row, column] = row == 0 || column == 0 ? row + column : Cheapest(table, left, right, row, column);
            }
        }
        return table[left.Length, right.Length];
    }

    private static int Cheapest(int[,] table, string left, string right, int row, int column)
    {
        var same = left[row - 1] == right[column - 1];
        var cost = Math.Min(
            Math.Min(table[row - 1, column], table[row, column - 1]) + 1,
            table[row - 1, column - 1] + (same ? 0 : 1));
        var swapped = row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1];
        return swapped ? Math.Min(cost, table[row - 2, column - 2] + 1) : cost;
    }
}
