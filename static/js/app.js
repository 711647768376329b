import "threeday/composer";
import "threeday/live";
import "threeday/panes";
import "threeday/elapsed";
